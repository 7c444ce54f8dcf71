import { Tag } from "lucide-react";
import { useState } from "react";
import { labelColors, type Label, type LabelColor } from "../../protocol/catalog-records.ts";
import { limits } from "../../protocol/limits.ts";
import { useInboxView } from "../../client/react.ts";
import { catalog } from "../api.ts";
import { EditorForm } from "../controls/editor-dialog.tsx";
import { TextField } from "../controls/field.tsx";
import { LabelChip } from "../controls/label-chip.tsx";
import { useMe, useOrganisation } from "../shell/organisation.ts";
import { CatalogList } from "./catalog-list.tsx";
import { ColorField } from "./color-field.tsx";
import { mayManage, mayWrite } from "./roles.ts";
import { labels as words } from "../messages/en/labels.ts";
import { catalogList } from "../messages/en/catalog-list.ts";
import { form } from "../messages/en/form.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";

/** What conversations are about: made by whoever answers, changed by those who manage. */
export function Labels() {
  const { slug } = useOrganisation();
  const me = useMe();
  const labels = useInboxView((inbox) => inbox.catalog("label"));
  if (me === null) return null;
  return (
    <CatalogList
      items={labels}
      kind="label"
      nameOf={(label) => label.name}
      intro={t(words.intro)}
      empty={{
        icon: Tag,
        title: t(words.none),
        text: t(mayWrite(me.role) ? words.noneHint : catalogList.forThoseWhoAnswer),
      }}
      mayCreate={mayWrite(me.role)}
      mayChange={mayManage(me.role)}
      row={(label) => <LabelRow label={label} />}
      form={(label, done) => (
        <LabelForm label={label} suggested={labelColors[labels.length % labelColors.length] ?? "grey"} done={done} />
      )}
      warning={(label) => t(words.warning, { name: label.name })}
      remove={(label) => catalog.remove(slug, "label", label.id)}
    />
  );
}

function LabelRow({ label }: { label: Label }) {
  const count = useInboxView((inbox) => inbox.count(`label:${label.id}`));
  return (
    <div className="settings-who catalog-label">
      <LabelChip label={label} />
      {count === null ? null : <span className="settings-detail tabular">{t(words.active, { count: count.n })}</span>}
    </div>
  );
}

interface LabelFormProps {
  label: Label | null;
  /** The colour that a new one begins with. */
  suggested: LabelColor;
  done: () => void;
}

function LabelForm({ label, suggested, done }: LabelFormProps) {
  const { slug } = useOrganisation();
  const [name, setName] = useState(label?.name ?? "");
  const [color, setColor] = useState(label?.color ?? suggested);
  return (
    <EditorForm
      action={label === null ? t(catalogList["make.label"]) : t(form.save)}
      done={done}
      submit={() =>
        label === null
          ? catalog.create(slug, "label", { name, color })
          : catalog.change(slug, "label", label.id, { name, color })
      }
    >
      {(taken) => (
        <>
          <TextField
            label={t(form.name)}
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
            maxLength={limits.nameLength}
            error={taken}
            pattern=".*\S.*"
            title={t(form.anyName)}
            autoComplete="off"
          />
          <ColorField value={color} change={setColor} />
          <p className="settings-detail">
            <Trans
              message={words.looks}
              values={{ label: <LabelChip label={{ name: name.trim() === "" ? t(form.name) : name, color }} /> }}
            />
          </p>
        </>
      )}
    </EditorForm>
  );
}
