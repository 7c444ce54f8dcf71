import { Pencil, Plus, Trash2, type LucideIcon } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { CatalogKind } from "../../protocol/catalog.ts";
import type { Failure, Result } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { Confirm } from "../controls/confirm.tsx";
import { EditorDialog } from "../controls/editor-dialog.tsx";
import { IconButton } from "../controls/icon-button.tsx";
import { Empty, Notice } from "../controls/notice.tsx";
import { catalogList } from "../messages/en/catalog-list.ts";
import { t } from "../messages/t.ts";
import "./catalog.css";

interface CatalogListProps<R> {
  items: readonly R[];
  /** By which its words are found. */
  kind: Exclude<CatalogKind, "view">;
  nameOf: (record: R) => string;
  /** What they are for, in a line. */
  intro: ReactNode;
  empty: { icon: LucideIcon; title: string; text: ReactNode };
  mayCreate: boolean;
  mayChange: boolean;
  wide?: boolean;
  row: (record: R) => ReactNode;
  /** An `EditorForm`; `null`: for a new one. */
  form: (record: R | null, done: () => void) => ReactNode;
  /** What deleting one does, in words. */
  warning: (record: R) => ReactNode;
  remove: (record: R) => Promise<Result<unknown>>;
  /** Between the intro and the list: a search. */
  children?: ReactNode;
}

/** Labels, teams, canned responses and macros are listed, made, changed and deleted alike. */
export function CatalogList<R extends { id: string }>(props: CatalogListProps<R>) {
  const { items, kind, nameOf, intro, empty, mayCreate, mayChange, row } = props;
  // `null` in it: a new one.
  const [editing, setEditing] = useState<{ record: R | null } | null>(null);
  const [deleting, setDeleting] = useState<R | null>(null);
  return (
    <>
      <div className="catalog-head">
        <p className="settings-text">{intro}</p>
        {mayCreate ? (
          <Button look="primary" onClick={() => setEditing({ record: null })}>
            <Plus size={16} aria-hidden />
            {t(catalogList[`new.${kind}`])}
          </Button>
        ) : null}
      </div>
      {props.children}
      {items.length === 0 ? (
        <Empty icon={empty.icon} title={empty.title}>
          {empty.text}
        </Empty>
      ) : (
        <ul className="settings-list" aria-label={t(catalogList[`all.${kind}`])}>
          {items.map((record) => (
            <li key={record.id} className="settings-row catalog-row">
              {row(record)}
              {mayChange ? (
                <div className="catalog-actions">
                  <IconButton
                    label={t(catalogList.editOne, { name: nameOf(record) })}
                    onClick={() => setEditing({ record })}
                  >
                    <Pencil size={16} aria-hidden />
                  </IconButton>
                  <IconButton
                    label={t(catalogList.deleteOne, { name: nameOf(record) })}
                    onClick={() => setDeleting(record)}
                  >
                    <Trash2 size={16} aria-hidden />
                  </IconButton>
                </div>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <EditorDialog
        open={editing !== null}
        title={editing?.record === null ? t(catalogList[`new.${kind}`]) : t(catalogList[`edit.${kind}`])}
        wide={props.wide ?? false}
        close={() => setEditing(null)}
      >
        {editing === null ? null : props.form(editing.record, () => setEditing(null))}
      </EditorDialog>
      <Deletion {...props} record={deleting} done={() => setDeleting(null)} />
    </>
  );
}

interface DeletionProps<R> extends Pick<CatalogListProps<R>, "nameOf" | "warning" | "remove"> {
  record: R | null;
  done: () => void;
}

function Deletion<R>({ record, nameOf, warning, remove, done }: DeletionProps<R>) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function confirmed(one: R): Promise<void> {
    setBusy(true);
    const result = await remove(one);
    setBusy(false);
    setFailure(result.ok ? null : result);
    done();
  }

  return (
    <>
      {failure === null ? null : <Notice tone="error">{failure.message}</Notice>}
      <Confirm
        open={record !== null}
        title={record === null ? "" : t(catalogList.askToDelete, { name: nameOf(record) })}
        action={t(catalogList.delete)}
        busy={busy}
        onCancel={done}
        onConfirm={() => {
          if (record !== null) void confirmed(record);
        }}
      >
        {record === null ? null : warning(record)}
      </Confirm>
    </>
  );
}
