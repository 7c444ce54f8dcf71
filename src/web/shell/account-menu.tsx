import { Menu } from "@base-ui/react/menu";
import { Building2, Check, Keyboard, LogOut, Plus } from "lucide-react";
import { useLocation } from "wouter";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import { useSession } from "../session.ts";
import { presenceStates, type PresenceState } from "../../protocol/signals.ts";
import { useRunShortcut } from "./keyboard.tsx";
import { useOrganisation } from "./organisation.ts";
import { AccountAvatar } from "./account-button.tsx";
import { choosePresence, presenceName, usePresenceChoice } from "./presence.ts";

/** My state, my organisations and the way out. Opens at once. */
export default function AccountMenu() {
  const { user, organisations, signOut } = useSession();
  const { slug } = useOrganisation();
  const [, navigate] = useLocation();
  const choice = usePresenceChoice();
  const runShortcut = useRunShortcut();
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger className="rail-account" aria-label={t(shell.account, { name: user.name })}>
        <AccountAvatar />
      </Menu.Trigger>
      <MenuPopup side="inline-end" sideOffset={8}>
        <p className="menu-heading">
          <bdi>{user.name}</bdi> · <bdi>{user.email}</bdi>
        </p>
        <Menu.RadioGroup value={choice} onValueChange={(state: PresenceState) => choosePresence(state)}>
          {presenceStates.map((state) => (
            <Menu.RadioItem key={state} value={state} className="menu-item">
              <span className={`presence-mark presence-${state}`} aria-hidden />
              {presenceName(state)}
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
            {one.slug === slug ? <Check className="menu-item-end" size={16} aria-label={t(shell.current)} /> : null}
          </Menu.Item>
        ))}
        <Menu.Item className="menu-item" onClick={() => navigate("/organisations/new")}>
          <Plus size={16} aria-hidden />
          {t(shell.createOrganisation)}
        </Menu.Item>
        <Menu.Separator className="menu-separator" />
        <Menu.Item className="menu-item" onClick={() => runShortcut("sheet")}>
          <Keyboard size={16} aria-hidden />
          {t(shell.shortcuts)}
          <kbd className="menu-item-end menu-key">?</kbd>
        </Menu.Item>
        <Menu.Item className="menu-item" onClick={() => void signOut()}>
          <LogOut size={16} aria-hidden />
          {t(shell.signOut)}
        </Menu.Item>
      </MenuPopup>
    </Menu.Root>
  );
}
