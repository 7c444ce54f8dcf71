import { Menu } from "@base-ui/react/menu";
import {
  AlarmClock,
  Archive,
  CheckCircle2,
  Ellipsis,
  Flag,
  MailCheck,
  MailOpen,
  RotateCcw,
  Tag,
  UserRoundPlus,
  X,
} from "lucide-react";
import { useInbox } from "../../client/react.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { mayWrite } from "../settings/roles.ts";
import { useActions } from "../shell/actions.ts";
import { useMe } from "../shell/organisation.ts";
import { bulk as words } from "../messages/en/bulk.ts";
import { t } from "../messages/t.ts";
import { MacroMenu, OfferMenu } from "./conversation-list-bulk-menus.tsx";
import { type Change, commandsOf } from "./conversation-list-changes.ts";
import type { Selection } from "./conversation-list-selection.ts";
import "./conversation-list-bulk.css";

const unreadKey = "u";

/** What can be done to all that are chosen. */
export default function ConversationListBulk({ selection }: { selection: Selection }) {
  const inbox = useInbox();
  const actions = useActions();
  const me = useMe();
  const chosen = () => [...selection.ids].flatMap((id) => inbox.conversation(id) ?? []);
  const run = (change: Change) => {
    const commands = commandsOf(change, chosen());
    if (commands.length > 0) actions.run(commands);
  };
  const writes = me !== null && mayWrite(me.role);
  const count = selection.ids.size;
  return (
    <section className="bulk" aria-label={t(words.title)}>
      <p className="bulk-count">
        <output className="tabular">{count === 0 ? t(words.none) : t(words.count, { count })}</output>
        <button type="button" className="bulk-all" onClick={() => selection.all()}>
          {t(words.all)}
        </button>
        <IconButton label={t(words.end)} shortcut="Esc" onClick={() => selection.clear()}>
          <X size={16} aria-hidden />
        </IconButton>
      </p>
      <div className="bulk-actions">
        {writes ? (
          <>
            <IconButton label={t(words.close)} shortcut="e" onClick={() => run({ do: "close" })}>
              <CheckCircle2 size={16} aria-hidden />
            </IconButton>
            <OfferMenu
              menu="assign"
              label={t(words.assign)}
              icon={UserRoundPlus}
              selection={selection}
              chosen={chosen}
              run={run}
            />
            <OfferMenu menu="label" label={t(words.label)} icon={Tag} selection={selection} chosen={chosen} run={run} />
            <OfferMenu
              menu="priority"
              label={t(words.priority)}
              icon={Flag}
              selection={selection}
              chosen={chosen}
              run={run}
            />
            <OfferMenu
              menu="snooze"
              label={t(words.snooze)}
              icon={AlarmClock}
              selection={selection}
              chosen={chosen}
              run={run}
            />
            <MacroMenu selection={selection} chosen={chosen} />
          </>
        ) : null}
        <MoreMenu writes={writes} run={run} />
      </div>
    </section>
  );
}

function MoreMenu({ writes, run }: { writes: boolean; run: (change: Change) => void }) {
  return (
    <span className="bulk-menu">
      <Menu.Root>
        <Menu.Trigger className="icon-button" aria-label={t(words.moreActions)} title={t(words.moreActions)}>
          <Ellipsis size={16} aria-hidden />
        </Menu.Trigger>
        <MenuPopup>
          <Menu.Item className="menu-item" onClick={() => run({ do: "read" })}>
            <MailCheck size={16} aria-hidden />
            {t(words.markRead)}
          </Menu.Item>
          <Menu.Item className="menu-item" onClick={() => run({ do: "unread" })}>
            <MailOpen size={16} aria-hidden />
            {t(words.markUnread)}
            <kbd className="menu-item-end menu-key">{unreadKey}</kbd>
          </Menu.Item>
          {writes ? (
            <>
              <Menu.Item className="menu-item" onClick={() => run({ do: "archive" })}>
                <Archive size={16} aria-hidden />
                {t(words.archive)}
              </Menu.Item>
              <Menu.Item className="menu-item" onClick={() => run({ do: "reopen" })}>
                <RotateCcw size={16} aria-hidden />
                {t(words.reopen)}
              </Menu.Item>
            </>
          ) : null}
        </MenuPopup>
      </Menu.Root>
    </span>
  );
}
