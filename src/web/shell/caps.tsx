import { capsOf, type ShortcutName } from "./shortcut-table.ts";
import "./caps.css";

/** The keys of a shortcut, as they stand on the keyboard. */
export function Caps({ name }: { name: ShortcutName }) {
  return (
    <span className="caps">
      {capsOf(name).map((cap) => (
        <kbd key={cap} className="cap">
          {cap}
        </kbd>
      ))}
    </span>
  );
}
