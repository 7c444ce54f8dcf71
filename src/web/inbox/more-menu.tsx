import { Menu } from "@base-ui/react/menu";
import { AlarmClock, Archive, Ellipsis, MailOpen, Signal, Tag, Zap, type LucideIcon } from "lucide-react";
import { useRef, useState } from "react";
import { useInbox } from "../../client/react.ts";
import type { Conversation } from "../../protocol/records.ts";
import { conversation as words } from "../messages/en/conversation.ts";
import { t } from "../messages/t.ts";
import { useConversationActions } from "./conversation-actions.ts";
import { moreButtonId } from "./header-menu.tsx";
import { type HeaderMenu, openMenu } from "./open-menu.ts";
import "../controls/popup.css";

interface MoreMenuProps {
  conversation: Conversation;
  leave: () => void;
  mayWrite: boolean;
}

const menus: readonly { menu: Exclude<HeaderMenu, "assign">; shortcut: string; icon: LucideIcon }[] = [
  { menu: "snooze", shortcut: "h", icon: AlarmClock },
  { menu: "label", shortcut: "l", icon: Tag },
  { menu: "priority", shortcut: "p", icon: Signal },
  { menu: "macro", shortcut: "m", icon: Zap },
];

const unreadKey = "u";

/** All that there is to do, with its keys: what is done often stands beside it too. */
export function MoreMenu({ conversation, leave, mayWrite }: MoreMenuProps) {
  const inbox = useInbox();
  const { archive } = useConversationActions(conversation);
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const opensAnother = useRef(false);
  return (
    <Menu.Root
      onOpenChange={(isOpen) => {
        if (isOpen) opensAnother.current = false;
      }}
    >
      <Menu.Trigger id={moreButtonId} className="icon-button" aria-label={t(words.moreActions)}>
        <Ellipsis size={20} aria-hidden />
      </Menu.Trigger>
      <span ref={setPlace} className="menu-place" />
      <Menu.Portal container={place}>
        <Menu.Positioner className="popup-positioner" align="end" sideOffset={4}>
          {/* A menu that opens another one must not take the focus from it. */}
          <Menu.Popup className="menu" finalFocus={() => !opensAnother.current}>
            <Menu.Item
              className="menu-item"
              onClick={() => {
                inbox.markUnread(conversation.id);
                leave();
              }}
            >
              <MailOpen size={16} aria-hidden />
              {t(words.markUnread)}
              <kbd className="menu-item-end menu-key">{unreadKey}</kbd>
            </Menu.Item>
            {!mayWrite
              ? null
              : menus.map(({ menu, shortcut, icon: Icon }) => (
                  <Menu.Item
                    key={menu}
                    className="menu-item"
                    onClick={() => {
                      opensAnother.current = true;
                      openMenu(menu);
                    }}
                  >
                    <Icon size={16} aria-hidden />
                    {t(words[`menu.${menu}`])}
                    <kbd className="menu-item-end menu-key">{shortcut}</kbd>
                  </Menu.Item>
                ))}
            {mayWrite && conversation.status !== "archived" ? (
              <Menu.Item className="menu-item" onClick={archive}>
                <Archive size={16} aria-hidden />
                {t(words.archive)}
              </Menu.Item>
            ) : null}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
