import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useRef, useState } from "react";
import { useLocation } from "wouter";
import { useInbox, useInboxView } from "../../client/react.ts";
import { useRunMacro } from "../inbox/conversation-list-changes.ts";
import type { HeaderMenu } from "../inbox/open-menu.ts";
import { useSession } from "../session.ts";
import { mayWrite } from "../settings/roles.ts";
import { useActions } from "../shell/actions.ts";
import { Caps } from "../shell/caps.tsx";
import { useRunShortcut } from "../shell/keyboard.tsx";
import { useMe, useOrganisation } from "../shell/organisation.ts";
import { conversationEntries, menuName } from "./conversation-entries.ts";
import { type BarEntry, type BarGroup, groupsFor } from "./entries.ts";
import { useFoundConversations } from "./found-conversations.ts";
import { everywhereEntries, placeEntries } from "./place-entries.ts";
import { commandBar } from "../messages/en/command-bar.ts";
import { t } from "../messages/t.ts";
import "../controls/popup.css";
import "./command-bar.css";

interface CommandBarProps {
  open: boolean;
  /** The conversations that were meant when it opened. */
  targets: readonly string[];
  close: () => void;
}

/** Everything that can be done, by typing a part of its name. */
export default function CommandBar({ open, targets, close }: CommandBarProps) {
  /** Runs when the bar is gone, so that what takes the focus keeps it. */
  const after = useRef<(() => void) | null>(null);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => (next ? undefined : close())}
      onOpenChangeComplete={(isOpen) => {
        if (isOpen) return;
        after.current?.();
        after.current = null;
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="bar" aria-label={t(commandBar.title)} finalFocus={() => after.current === null}>
          <Bar
            targets={targets}
            close={close}
            closeThen={(run) => {
              after.current = run;
              close();
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface BarProps extends Omit<CommandBarProps, "open"> {
  closeThen: (run: () => void) => void;
}

function Bar({ targets, close, closeThen }: BarProps) {
  const [text, setText] = useState("");
  const [menu, setMenu] = useState<HeaderMenu | null>(null);
  const groups = groupsFor(useEntries(targets, menu === null ? text : ""), text, menu);

  function choose({ act }: BarEntry): void {
    switch (act.do) {
      case "run":
        close();
        return act.run();
      case "runAndStay":
        return closeThen(act.run);
      case "choose":
        setText("");
        return setMenu(act.from);
    }
  }

  const asks = menu === null ? t(commandBar.asks) : menuName(menu);
  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={groups}
      value={text}
      onValueChange={(value, { reason }) => {
        // The name of what was chosen is nothing that was typed.
        if (reason !== "item-press") setText(value);
      }}
      itemToStringValue={(entry: BarEntry) => entry.name}
      autoHighlight="always"
      keepHighlight
    >
      <div className="bar-field">
        <Search size={16} aria-hidden />
        <Autocomplete.Input
          className="bar-input"
          aria-label={asks}
          placeholder={asks}
          onKeyDown={(event) => {
            // Back from the choices of a menu, as one goes back from what one typed.
            if (event.key === "Backspace" && text === "" && menu !== null) setMenu(null);
          }}
        />
      </div>
      <Autocomplete.Empty className="bar-empty">
        {groups.length === 0
          ? text.trim() === ""
            ? t(commandBar.nothingYet)
            : t(commandBar.nothingFound, { text: text.trim() })
          : null}
      </Autocomplete.Empty>
      <Autocomplete.List className="bar-list">
        {(group: BarGroup) => (
          <Autocomplete.Group key={group.value} items={group.items as BarEntry[]} className="bar-group">
            <Autocomplete.GroupLabel className="menu-heading">
              <bdi>{group.value}</bdi>
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: BarEntry) => (
                <Autocomplete.Item
                  key={entry.key}
                  value={entry}
                  className="menu-item bar-item"
                  onClick={() => choose(entry)}
                >
                  <entry.icon size={16} aria-hidden />
                  <span className="list-view-name">
                    <bdi>{entry.name}</bdi>
                  </span>
                  {entry.hint === undefined ? null : (
                    <span className="bar-hint tabular">
                      <bdi>{entry.hint}</bdi>
                    </span>
                  )}
                  {entry.shortcut === undefined ? null : <Caps name={entry.shortcut} />}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      <Dialog.Close className="visually-hidden">{t(commandBar.close)}</Dialog.Close>
    </Autocomplete.Root>
  );
}

/** All entries of this moment; `text` is what conversations are looked up by. */
function useEntries(targets: readonly string[], text: string): BarEntry[] {
  const inbox = useInbox();
  const actions = useActions();
  const me = useMe();
  const { slug } = useOrganisation();
  const { organisations } = useSession();
  const [path, navigate] = useLocation();
  const runShortcut = useRunShortcut();
  const runMacro = useRunMacro();
  const [first] = targets;
  // Any news of the first one draws the bar anew, which is enough for what it says about them.
  useInboxView((one) => (first === undefined ? null : one.conversation(first)));
  const found = useFoundConversations(text, navigate);
  const surroundings = { inbox, slug, organisations, navigate, runShortcut };
  return [
    ...conversationEntries({
      inbox,
      actions,
      meant: targets.flatMap((id) => inbox.conversation(id) ?? []),
      isOpen: targets.length === 1 && first !== undefined && path.endsWith(`/${first}`),
      mayWrite: me !== null && mayWrite(me.role),
      runMacro,
      runShortcut,
    }),
    ...placeEntries(surroundings),
    ...everywhereEntries(surroundings),
    ...found,
  ];
}
