import { labelColors, type LabelColor } from "../../protocol/catalog-records.ts";
import { useId } from "react";
import "./color-field.css";

const colorNames: Readonly<Record<LabelColor, string>> = {
  grey: "Grey",
  red: "Red",
  amber: "Amber",
  green: "Green",
  teal: "Teal",
  blue: "Blue",
  violet: "Violet",
  pink: "Pink",
};

/** One of the colours of labels, as swatches that are radio buttons. */
export function ColorField({ value, change }: { value: LabelColor; change: (color: LabelColor) => void }) {
  const name = useId();
  return (
    <fieldset className="colors">
      <legend className="field-label">Colour</legend>
      {labelColors.map((color) => (
        <label key={color} className={`color label-${color}`} title={colorNames[color]}>
          <input
            type="radio"
            className="color-input"
            name={name}
            value={color}
            checked={color === value}
            onChange={() => change(color)}
          />
          <span className="visually-hidden">{colorNames[color]}</span>
        </label>
      ))}
    </fieldset>
  );
}
