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

/** What conversations are about: made by whoever answers, changed by those who manage. */
export function Labels() {
  const { slug } = useOrganisation();
  const me = useMe();
  const labels = useInboxView((inbox) => inbox.catalog("label"));
  if (me === null) return null;
  return (
    <CatalogList
      items={labels}
      noun="label"
      nameOf={(label) => label.name}
      intro="Labels say what a conversation is about. Everybody who answers can put them on, and narrow the list to one of them."
      empty={{
        icon: Tag,
        title: "No labels yet",
        text: mayWrite(me.role)
          ? "Begin with what customers write about most, such as “Billing” or “Returns”. Then press L on a conversation to label it."
          : "Those who answer can make them.",
      }}
      mayCreate={mayWrite(me.role)}
      mayChange={mayManage(me.role)}
      row={(label) => <LabelRow label={label} />}
      form={(label, done) => (
        <LabelForm label={label} suggested={labelColors[labels.length % labelColors.length] ?? "grey"} done={done} />
      )}
      warning={(label) => (
        <>
          “{label.name}” is taken off all conversations that have it, closed ones too. The conversations stay. This
          cannot be undone.
        </>
      )}
      remove={(label) => catalog.remove(slug, "label", label.id)}
    />
  );
}

function LabelRow({ label }: { label: Label }) {
  const count = useInboxView((inbox) => inbox.count(`label:${label.id}`));
  return (
    <div className="settings-who catalog-label">
      <LabelChip label={label} />
      {count === null ? null : <span className="settings-detail tabular">{activeConversations(count.n)}</span>}
    </div>
  );
}

function activeConversations(n: number): string {
  if (n === 0) return "No active conversation";
  return n === 1 ? "1 active conversation" : `${n.toLocaleString()} active conversations`;
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
      action={label === null ? "Make label" : "Save"}
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
            label="Name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
            maxLength={limits.nameLength}
            error={taken}
            pattern=".*\S.*"
            title="A name of letters or digits"
            autoComplete="off"
          />
          <ColorField value={color} change={setColor} />
          <p className="settings-detail">
            As it looks on a conversation: <LabelChip label={{ name: name.trim() === "" ? "Name" : name, color }} />
          </p>
        </>
      )}
    </EditorForm>
  );
}
