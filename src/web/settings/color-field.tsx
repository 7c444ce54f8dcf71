import { labelColors, type LabelColor } from "../../protocol/catalog-records.ts";
import { labels } from "../messages/en/labels.ts";
import { t } from "../messages/t.ts";
import { useId } from "react";
import "./color-field.css";

/** One of the colours of labels, as swatches that are radio buttons. */
export function ColorField({ value, change }: { value: LabelColor; change: (color: LabelColor) => void }) {
  const name = useId();
  return (
    <fieldset className="colors">
      <legend className="field-label">{t(labels.color)}</legend>
      {labelColors.map((color) => (
        <label key={color} className={`color label-${color}`} title={t(labels[`color.${color}`])}>
          <input
            type="radio"
            className="color-input"
            name={name}
            value={color}
            checked={color === value}
            onChange={() => change(color)}
          />
          <span className="visually-hidden">{t(labels[`color.${color}`])}</span>
        </label>
      ))}
    </fieldset>
  );
}
