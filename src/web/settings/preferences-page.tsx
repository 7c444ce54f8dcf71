import { type LanguageChoice, languageNames, languages, locale } from "../messages/language.ts";
import { preferences } from "../messages/en/preferences.ts";
import { t } from "../messages/t.ts";
import { modifierName } from "../inbox/send-key.ts";
import {
  chooseEnterSends,
  chooseLanguage,
  chooseUndoSend,
  undoSendChoices,
  type UndoSendMs,
  useEnterSends,
  useLanguageChoice,
  useUndoSendMs,
} from "../preferences.ts";
import "./preferences-page.css";

/** How the agent works in this browser; nobody else is touched by it. */
export function Preferences() {
  return (
    <>
      <p className="settings-text">{t(preferences.yoursAlone)}</p>
      <UndoSend />
      <EnterKey />
      <LanguageChoices />
    </>
  );
}

function UndoSend() {
  const chosen = useUndoSendMs();
  return (
    <fieldset className="choices">
      <legend className="settings-heading">{t(preferences.undoSend)}</legend>
      <p className="settings-detail">{t(preferences.undoSendHint)}</p>
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
            {undoSendName(ms)}
            <span className="settings-detail choice-hint">{undoSendHint(ms)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function EnterKey() {
  const sends = useEnterSends();
  return (
    <fieldset className="choices">
      <legend className="settings-heading">{t(preferences.enterKey)}</legend>
      <p className="settings-detail">{t(preferences.enterKeyHint, { key: modifierName })}</p>
      {[true, false].map((choice) => (
        <label key={String(choice)} className="choice">
          <input
            type="radio"
            name="enter-key"
            className="check-box"
            checked={choice === sends}
            onChange={() => chooseEnterSends(choice)}
          />
          {t(choice ? preferences.enterSends : preferences.enterNewLine)}
        </label>
      ))}
    </fieldset>
  );
}

function undoSendName(ms: UndoSendMs): string {
  return ms === 0 ? t(preferences.off) : t(preferences.seconds, { seconds: ms / 1_000 });
}

function undoSendHint(ms: UndoSendMs): string {
  return t(ms === 0 ? preferences.offHint : preferences[`hint.${ms}`]);
}

/** The language in which one was chosen last. */
let chosenIn: string | null = null;

function choose(choice: LanguageChoice): void {
  chosenIn = locale().tag;
  chooseLanguage(choice);
}

/** The page is drawn anew in another language; the keyboard goes on from the choice that it was at. */
function goOnFrom(input: HTMLInputElement | null): void {
  if (input === null || chosenIn === null || chosenIn === locale().tag) return;
  chosenIn = null;
  input.focus();
}

function LanguageChoices() {
  const chosen = useLanguageChoice();
  return (
    <fieldset className="choices">
      <legend className="settings-heading">{t(preferences.language)}</legend>
      <p className="settings-detail">{t(preferences.languageHint)}</p>
      {(["automatic", ...languages] as const).map((choice) => (
        <label key={choice} className="choice">
          <input
            ref={choice === chosen ? goOnFrom : null}
            type="radio"
            name="language"
            className="check-box"
            checked={choice === chosen}
            onChange={() => choose(choice)}
          />
          {choice === "automatic" ? (
            <span>
              {t(preferences.automatic)}
              <span className="settings-detail choice-hint">{t(preferences.automaticHint)}</span>
            </span>
          ) : (
            <span lang={choice} dir="auto">
              {languageNames[choice]}
            </span>
          )}
        </label>
      ))}
    </fieldset>
  );
}
