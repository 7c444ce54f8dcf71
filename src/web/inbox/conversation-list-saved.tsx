import { Menu } from "@base-ui/react/menu";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import type { SavedView } from "../../protocol/catalog-records.ts";
import { catalog } from "../api.ts";
import { Confirm } from "../controls/confirm.tsx";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { Notice } from "../controls/notice.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import { narrowing as words } from "../messages/en/narrowing.ts";
import { t } from "../messages/t.ts";
import SaveView from "./conversation-list-save.tsx";
import { addressOf, placeOfQuery } from "./list-views.ts";

/** What its owner, or the team, can do with a saved view. */
export default function SavedViewMenu({ view }: { view: SavedView }) {
  const { slug } = useOrganisation();
  const [, navigate] = useLocation();
  const [doing, setDoing] = useState<"nothing" | "renaming" | "deleting">("nothing");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const stop = () => setDoing("nothing");

  async function remove(): Promise<void> {
    setBusy(true);
    const result = await catalog.remove(slug, "view", view.id);
    setBusy(false);
    stop();
    if (result.ok) navigate(addressOf(placeOfQuery(slug, view.query)), { replace: true });
    else setFailure(result.message);
  }

  return (
    <span className="list-further">
      <Menu.Root>
        <Menu.Trigger className="list-chip-action list-chip-menu" aria-label={t(words.whatToDo, { name: view.name })}>
          <Ellipsis size={16} aria-hidden />
        </Menu.Trigger>
        <MenuPopup>
          <Menu.Item className="menu-item" onClick={() => setDoing("renaming")}>
            <Pencil size={16} aria-hidden />
            {t(words.change)}
          </Menu.Item>
          <Menu.Item className="menu-item" data-danger="" onClick={() => setDoing("deleting")}>
            <Trash2 size={16} aria-hidden />
            {t(words.remove)}
          </Menu.Item>
        </MenuPopup>
      </Menu.Root>
      <Confirm
        open={doing === "deleting"}
        title={t(words.removeTitle, { name: view.name })}
        action={t(words.removeNow)}
        busy={busy}
        onConfirm={() => void remove()}
        onCancel={stop}
      >
        {t(view.agentId === null ? words.removeShared : words.removeOwn)}
      </Confirm>
      {failure === null ? null : <Notice tone="error">{failure}</Notice>}
      {doing === "renaming" ? <SaveView query={view.query} view={view} close={stop} /> : null}
    </span>
  );
}
