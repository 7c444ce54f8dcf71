import { Menu } from "@base-ui/react/menu";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { type HeaderMenu, useOpenMenu } from "./open-menu.ts";
import "../controls/popup.css";
import "./header-menu.css";

/** Menus that have no button of their own, or whose button has no room, open below this one. */
export const moreButtonId = "more-actions";

interface HeaderMenuProps {
  menu: HeaderMenu;
  /** Its button, a `Menu.Trigger`; null: it is opened from elsewhere alone. */
  trigger: ReactNode;
  /** Which edge of its button it keeps to. */
  align?: "start" | "end";
  children: ReactNode;
}

/** A menu of the conversation's header, opened by its button, by a key or by the command bar. */
export function PlainHeaderMenu({ menu, trigger, align, children }: HeaderMenuProps) {
  const { open, setOpen } = useOpenMenu();
  return (
    <Menu.Root open={open === menu} onOpenChange={(isOpen) => setOpen(menu, isOpen)}>
      {trigger}
      <HeaderPopup align={align}>
        <div ref={focusFirst} role="presentation" onKeyDown={chooseByDigit}>
          {children}
        </div>
      </HeaderPopup>
    </Menu.Root>
  );
}

/** A menu that a key has opened has no highlight yet, and Enter would do nothing. */
function focusFirst(items: HTMLElement | null): void {
  if (items === null) return;
  // The popup takes the focus when it opens; its first item after that.
  requestAnimationFrame(() => menuItemsIn(items)[0]?.focus());
}

/** 1 to 9 choose the item of that place. */
function chooseByDigit(event: KeyboardEvent<HTMLElement>): void {
  const digit = /^[1-9]$/u.test(event.key) ? Number(event.key) : 0;
  const item = menuItemsIn(event.currentTarget)[digit - 1];
  if (item === undefined) return;
  event.preventDefault();
  item.click();
}

function menuItemsIn(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>("[role^=menuitem]")];
}

interface SearchedMenuProps extends Omit<HeaderMenuProps, "children" | "menu"> {
  /** What is searched for, as a placeholder and for screen readers. */
  search: string;
  /** What is said when nothing is left. */
  none: ReactNode;
  /**
   * The items for what is typed; `matches` tells whether a name has it, whatever its case and accents. `clear` empties
   * the field, for a menu that stays open.
   */
  children: (matches: (name: string) => boolean, query: string, clear: () => void) => ReactNode;
}

/** The same for many items. */
export function SearchedHeaderMenu({ menu, ...given }: SearchedMenuProps & { menu: HeaderMenu }) {
  const { open, setOpen } = useOpenMenu();
  return <SearchedMenu {...given} open={open === menu} setOpen={(isOpen) => setOpen(menu, isOpen)} />;
}

interface OpenProps {
  open: boolean;
  setOpen: (isOpen: boolean) => void;
  /** Where what lies around it scrolls: it is not cut at that edge. */
  overEdges?: boolean;
}

/** A menu of many items: what is typed narrows them, and Enter takes the first. */
export function SearchedMenu(props: SearchedMenuProps & OpenProps) {
  const { open, setOpen, overEdges = false, trigger, align, search, none, children } = props;
  const [query, setQuery] = useState("");
  const { contains } = Menu.useFilter();
  const wanted = query.trim();
  return (
    <Menu.FilterProvider filter={null} value={query} onValueChange={(next) => setQuery(next)} autoHighlight="always">
      <Menu.Root open={open} onOpenChange={(isOpen) => setOpen(isOpen)}>
        {trigger}
        <HeaderPopup align={align} overEdges={overEdges} {...(trigger === null ? { label: search } : {})}>
          <Menu.Input className="header-menu-search" aria-label={search} placeholder={search} />
          <Menu.Empty className="header-menu-none">{none}</Menu.Empty>
          <Menu.List className="header-menu-list">
            {children(
              (name) => wanted === "" || contains(name, wanted),
              wanted,
              () => setQuery(""),
            )}
          </Menu.List>
        </HeaderPopup>
      </Menu.Root>
    </Menu.FilterProvider>
  );
}

interface PopupProps {
  align?: "start" | "end" | undefined;
  /** Its name, where no button gives it one. */
  label?: string;
  overEdges?: boolean;
  children: ReactNode;
}

/** It stays in the landmark of its trigger, where screen readers expect it. */
function HeaderPopup({ align = "end", label, overEdges = false, children }: PopupProps) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const beside = useRef<HTMLSpanElement>(null);
  /** The button beside it, unless it has no room and is hidden. */
  function anchor(): Element | null {
    const button = beside.current?.parentElement?.querySelector<HTMLElement>(":scope > button") ?? null;
    return button !== null && button.offsetWidth > 0 ? button : document.getElementById(moreButtonId);
  }
  return (
    <>
      <span
        ref={(element) => {
          beside.current = element;
          setPlace(element);
        }}
        className="menu-place"
      />
      <Menu.Portal container={place}>
        <Menu.Positioner
          className="popup-positioner"
          align={align}
          sideOffset={4}
          anchor={anchor}
          positionMethod={overEdges ? "fixed" : "absolute"}
        >
          <Menu.Popup className="menu header-menu" aria-label={label}>
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </>
  );
}
