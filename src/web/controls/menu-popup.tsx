import { Menu } from "@base-ui/react/menu";
import { type ReactNode, useState } from "react";
import "./popup.css";

interface MenuPopupProps {
  side?: "bottom" | "inline-end";
  sideOffset?: number;
  children: ReactNode;
}

/** The open part of a menu. It stays in the landmark of its trigger, where screen readers expect it. */
export function MenuPopup({ side = "bottom", sideOffset = 4, children }: MenuPopupProps) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <>
      <span ref={setPlace} className="menu-place" />
      <Menu.Portal container={place}>
        <Menu.Positioner className="popup-positioner" side={side} align="end" sideOffset={sideOffset}>
          <Menu.Popup className="menu">{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </>
  );
}
