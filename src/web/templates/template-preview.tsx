import type { FilledTemplate } from "./filled.ts";
import "./templates.css";

/** As it will stand on the customer's phone. */
export function TemplatePreview({ filled }: { filled: FilledTemplate }) {
  const { header, body, footer, buttons } = filled;
  return (
    <div className="template-preview" dir="auto">
      {header === null ? null : <p className="template-header">{header}</p>}
      <p className="template-body">{body}</p>
      {footer === null ? null : <p className="template-footer">{footer}</p>}
      {buttons.length === 0 ? null : (
        <ul className="template-buttons">
          {buttons.map((text, place) => (
            <li key={place}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
