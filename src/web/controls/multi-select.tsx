import { Combobox } from "@base-ui/react/combobox";
import { Check, X } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import { controls } from "../messages/en/controls.ts";
import { t } from "../messages/t.ts";
import "./field.css";
import "./multi-select.css";
import "./popup.css";

export interface Option {
  id: string;
  name: string;
  /** A face or a colour before the name. Decorative. */
  mark?: ReactNode;
}

interface MultiSelectProps {
  label: string;
  hint?: string;
  /** Why what is chosen was not taken. */
  error?: string | undefined;
  placeholder: string;
  options: readonly Option[];
  /** Ids; one that is no option is shown by `nameOfGone`, so that it can be taken away. */
  value: readonly string[];
  nameOfGone: string;
  change: (ids: string[]) => void;
}

/** Several of many, found by typing; what is chosen stands in the field and goes with a click or Backspace. */
export function MultiSelect({ label, hint, error, placeholder, options, value, nameOfGone, change }: MultiSelectProps) {
  const id = useId();
  // In the place of its field, and so in the landmark or dialog where screen readers expect it.
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const chosen = value.map((one) => options.find((option) => option.id === one) ?? { id: one, name: nameOfGone });
  return (
    <Combobox.Root
      multiple
      items={options}
      value={chosen}
      onValueChange={(next) => change(next.map((option) => option.id))}
      itemToStringLabel={(option: Option) => option.name}
      isItemEqualToValue={(one: Option, other: Option) => one.id === other.id}
      autoHighlight
    >
      <div className="field" ref={setPlace}>
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        <Combobox.InputGroup className="field-input multi-select">
          <Combobox.Chips
            className="multi-select-chips"
            aria-label={chosen.length > 0 ? t(controls.chosen, { label }) : undefined}
          >
            {chosen.map((option) => (
              <Chosen key={option.id} option={option} />
            ))}
            <Combobox.Input
              id={id}
              // While the list is open, what stands around the field is hidden from screen readers, its label too.
              aria-label={label}
              className="multi-select-input"
              placeholder={chosen.length > 0 ? "" : placeholder}
              aria-invalid={error !== undefined || undefined}
              aria-describedby={error !== undefined ? `${id}-error` : hint === undefined ? undefined : `${id}-hint`}
            />
          </Combobox.Chips>
        </Combobox.InputGroup>
        {error === undefined ? null : (
          <p className="field-error" id={`${id}-error`} role="alert">
            {error}
          </p>
        )}
        {hint === undefined || error !== undefined ? null : (
          <p className="field-hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
      <Combobox.Portal container={place}>
        <Combobox.Positioner className="popup-positioner" positionMethod="fixed" sideOffset={4}>
          <Combobox.Popup className="menu multi-select-popup">
            <Combobox.Empty>
              <p className="multi-select-empty">{t(controls.nothingFound)}</p>
            </Combobox.Empty>
            <Combobox.List className="multi-select-list" aria-label={label}>
              {(option: Option) => (
                <Combobox.Item key={option.id} className="menu-item" value={option}>
                  {option.mark}
                  {option.name}
                  <Combobox.ItemIndicator className="menu-item-end menu-check">
                    <Check size={16} aria-hidden />
                  </Combobox.ItemIndicator>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

function Chosen({ option }: { option: Option }) {
  return (
    <Combobox.Chip className="multi-select-chip" aria-label={option.name} aria-description={t(controls.howToRemove)}>
      {option.mark}
      <span className="multi-select-name">{option.name}</span>
      <Combobox.ChipRemove className="multi-select-remove" aria-label={t(controls.remove, { name: option.name })}>
        <X size={16} aria-hidden />
      </Combobox.ChipRemove>
    </Combobox.Chip>
  );
}
