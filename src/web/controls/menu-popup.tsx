import { Menu } from "@base-ui/react/menu";
import { type ReactNode, type RefObject, useState } from "react";
import "./popup.css";

interface MenuPopupProps {
  side?: "bottom" | "top" | "inline-end";
  align?: "start" | "end";
  sideOffset?: number;
  /** In a dialog that scrolls: the menu is not cut at its edge. */
  overDialog?: boolean;
  /** What has the focus afterwards; the trigger by default. */
  finalFocus?: RefObject<HTMLElement | null> | (() => HTMLElement | boolean | null);
  children: ReactNode;
}

/** The open part of a menu. It stays in the landmark of its trigger, where screen readers expect it. */
export function MenuPopup({
  side = "bottom",
  align = "end",
  sideOffset = 4,
  overDialog = false,
  finalFocus,
  children,
}: MenuPopupProps) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <>
      <span ref={setPlace} className="menu-place" />
      <Menu.Portal container={place}>
        <Menu.Positioner
          className="popup-positioner"
          side={side}
          align={align}
          sideOffset={sideOffset}
          positionMethod={overDialog ? "fixed" : "absolute"}
        >
          <Menu.Popup className="menu" {...(finalFocus === undefined ? {} : { finalFocus })}>
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </>
  );
}
