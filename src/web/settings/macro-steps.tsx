import { Menu } from "@base-ui/react/menu";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useId, useRef, useState, type MouseEvent } from "react";
import { flushSync } from "react-dom";
import type { MacroAction } from "../../protocol/catalog-records.ts";
import { limits } from "../../protocol/limits.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { StepFields } from "./macro-step-fields.tsx";
import { blankStep, macroSteps, missingIn, stepName } from "./macro-words.ts";
import { macros as words } from "../messages/en/macros.ts";
import { numberText } from "../number.ts";
import { t } from "../messages/t.ts";
import "./macros.css";

/** `key` stays with a step while it is moved about. */
export interface Step {
  readonly key: string;
  readonly action: MacroAction;
}

interface MacroStepsProps {
  steps: readonly Step[];
  change: (steps: readonly Step[]) => void;
  /** Whether to say what is missing: once somebody tried to save. */
  saysMissing: boolean;
}

/** What a macro does, in the order in which it does it. */
export function MacroSteps({ steps, change, saysMissing }: MacroStepsProps) {
  const heading = useId();
  const adder = useRef<HTMLButtonElement>(null);
  const [said, setSaid] = useState("");

  function move(from: number, to: number, event: MouseEvent<HTMLElement>): void {
    const moved = steps[from];
    if (moved === undefined || to < 0 || to >= steps.length) return;
    const button = event.currentTarget;
    flushSync(() => change(steps.toSpliced(from, 1).toSpliced(to, 0, moved)));
    // An element that is moved within the document loses the focus.
    button.focus();
    setSaid(t(words.moved, { name: stepName(moved.action.do), step: to + 1, count: steps.length }));
  }

  function remove(at: number): void {
    change(steps.toSpliced(at, 1));
    adder.current?.focus();
  }

  return (
    <section className="macro" aria-labelledby={heading}>
      <h3 className="field-label" id={heading}>
        {t(words.steps)}
      </h3>
      {steps.length === 0 ? <p className="settings-detail">{t(words.order)}</p> : null}
      <ol className="macro-steps">
        {steps.map(({ key, action }, at) => (
          <li key={key} className="macro-step">
            <div className="macro-step-head">
              <h4 className="macro-step-name">
                <span className="macro-step-number tabular">{numberText(at + 1)}</span>
                {stepName(action.do)}
              </h4>
              <IconButton
                label={t(words.moveUp, { step: at + 1 })}
                aria-disabled={at === 0}
                onClick={(event) => move(at, at - 1, event)}
              >
                <ArrowUp size={16} aria-hidden />
              </IconButton>
              <IconButton
                label={t(words.moveDown, { step: at + 1 })}
                aria-disabled={at === steps.length - 1}
                onClick={(event) => move(at, at + 1, event)}
              >
                <ArrowDown size={16} aria-hidden />
              </IconButton>
              <IconButton label={t(words.removeStep, { step: at + 1 })} onClick={() => remove(at)}>
                <X size={16} aria-hidden />
              </IconButton>
            </div>
            <StepFields
              action={action}
              change={(next) => change(steps.with(at, { key, action: next }))}
              missing={saysMissing ? missingIn(action) : null}
            />
          </li>
        ))}
      </ol>
      <output className="visually-hidden">{said}</output>
      {steps.length >= limits.actionsPerMacro ? (
        <p className="settings-detail">{t(words.full, { limit: limits.actionsPerMacro })}</p>
      ) : (
        <div>
          <Menu.Root>
            <Menu.Trigger ref={adder} className="button button-plain">
              <Plus size={16} aria-hidden />
              {t(words.addStep)}
            </Menu.Trigger>
            <MenuPopup align="start" overDialog>
              {macroSteps.map((step) => (
                <Menu.Item
                  key={step}
                  className="menu-item"
                  onClick={() => change([...steps, { key: crypto.randomUUID(), action: blankStep(step) }])}
                >
                  {stepName(step)}
                </Menu.Item>
              ))}
            </MenuPopup>
          </Menu.Root>
        </div>
      )}
    </section>
  );
}
