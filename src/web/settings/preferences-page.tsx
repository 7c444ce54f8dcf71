import { chooseUndoSend, undoSendChoices, useUndoSendMs, type UndoSendMs } from "../preferences.ts";
import "./preferences-page.css";

const undoSendNames: Readonly<Record<UndoSendMs, { name: string; hint: string }>> = {
  0: { name: "Off", hint: "Messages leave at once." },
  3000: { name: "3 seconds", hint: "Enough to notice a slip." },
  10000: { name: "10 seconds", hint: "Enough to read it once more." },
};

/** How the agent works in this browser; nobody else is touched by it. */
export function Preferences() {
  const chosen = useUndoSendMs();
  return (
    <>
      <p className="settings-text">These are yours alone, in this browser.</p>
      <fieldset className="choices">
        <legend className="settings-heading">Undo send</legend>
        <p className="settings-detail">
          A message waits this long before it leaves, and you can take it back meanwhile.
        </p>
        {undoSendChoices.map((ms) => (
          <label key={ms} className="choice">
            <input
              type="radio"
              name="undo-send"
              className="check-box"
              checked={ms === chosen}
              onChange={() => chooseUndoSend(ms)}
            />
            <span>
              {undoSendNames[ms].name}
              <span className="settings-detail choice-hint">{undoSendNames[ms].hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
