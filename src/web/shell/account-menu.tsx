import { Menu } from "@base-ui/react/menu";
import { Building2, Check, Keyboard, LogOut, Plus } from "lucide-react";
import { useLocation } from "wouter";
import { Avatar } from "../controls/avatar.tsx";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { useSession } from "../session.ts";
import { presenceStates, type PresenceState } from "../../protocol/signals.ts";
import { useInboxView } from "../../client/react.ts";
import { useRunShortcut } from "./keyboard.tsx";
import { useOrganisation } from "./organisation.ts";
import { choosePresence, presenceNames, usePresenceChoice, useTellPresence } from "./presence.ts";

/** Me, my state, my organisations and the way out. */
export function AccountMenu() {
  const { user, organisations, signOut } = useSession();
  const { slug } = useOrganisation();
  const [, navigate] = useLocation();
  const choice = usePresenceChoice();
  const presence = useInboxView((inbox) => inbox.presence(inbox.me ?? ""));
  const runShortcut = useRunShortcut();
  useTellPresence();
  return (
    <Menu.Root>
      <Menu.Trigger className="rail-account" aria-label={`Account of ${user.name}`}>
        <Avatar id={user.id} name={user.name} presence={presence} />
      </Menu.Trigger>
      <MenuPopup side="inline-end" sideOffset={8}>
        <p className="menu-heading">
          {user.name} · {user.email}
        </p>
        <Menu.RadioGroup value={choice} onValueChange={(state: PresenceState) => choosePresence(state)}>
          {presenceStates.map((state) => (
            <Menu.RadioItem key={state} value={state} className="menu-item">
              <span className={`presence-mark presence-${state}`} aria-hidden />
              {presenceNames[state]}
              <Menu.RadioItemIndicator className="menu-item-end menu-check">
                <Check size={16} aria-hidden />
              </Menu.RadioItemIndicator>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Separator className="menu-separator" />
        {organisations.map((one) => (
          <Menu.Item key={one.id} className="menu-item" onClick={() => navigate(`/o/${one.slug}/inbox/all`)}>
            <Building2 size={16} aria-hidden />
            {one.name}
            {one.slug === slug ? <Check className="menu-item-end" size={16} aria-label="current" /> : null}
          </Menu.Item>
        ))}
        <Menu.Item className="menu-item" onClick={() => navigate("/organisations/new")}>
          <Plus size={16} aria-hidden />
          Create an organisation
        </Menu.Item>
        <Menu.Separator className="menu-separator" />
        <Menu.Item className="menu-item" onClick={() => runShortcut("sheet")}>
          <Keyboard size={16} aria-hidden />
          Keyboard shortcuts
          <kbd className="menu-item-end menu-key">?</kbd>
        </Menu.Item>
        <Menu.Item className="menu-item" onClick={() => void signOut()}>
          <LogOut size={16} aria-hidden />
          Sign out
        </Menu.Item>
      </MenuPopup>
    </Menu.Root>
  );
}
