import { Plus, X } from "lucide-react";
import { limits } from "../../protocol/limits.ts";
import { Button } from "../controls/button.tsx";
import { IconButton } from "../controls/icon-button.tsx";
import { choices as words } from "../messages/en/choices.ts";
import { t } from "../messages/t.ts";
import { type BuiltChoices, emptyChoice, type Problem } from "./built-choices.ts";
import { CountedField } from "./counted-field.tsx";

export interface ChoiceFieldsProps {
  built: BuiltChoices;
  problems: ReadonlyMap<string, Problem>;
  change: (next: Partial<BuiltChoices>) => void;
}

export function ButtonFields({ built: { buttons }, problems, change }: ChoiceFieldsProps) {
  return (
    <div className="choices-rows">
      {buttons.map(({ id, title }, place) => (
        <div key={id} className="choices-row">
          <CountedField
            label={t(words.button, { n: place + 1 })}
            value={title}
            limit={limits.buttonTitleLength}
            problem={problems.get(id)}
            change={(next) =>
              change({ buttons: buttons.map((one) => (one.id === id ? { ...one, title: next } : one)) })
            }
          />
          {buttons.length === 1 ? null : (
            <IconButton
              label={t(words.removeButton, { n: place + 1 })}
              onClick={() => change({ buttons: buttons.filter((one) => one.id !== id) })}
            >
              <X size={16} aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {buttons.length >= limits.replyButtons ? null : (
        <Button look="quiet" onClick={() => change({ buttons: [...buttons, emptyChoice()] })}>
          <Plus size={16} aria-hidden />
          {t(words.addButton)}
        </Button>
      )}
    </div>
  );
}
