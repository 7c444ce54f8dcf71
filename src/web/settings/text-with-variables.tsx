import { Menu } from "@base-ui/react/menu";
import { Braces } from "lucide-react";
import { useRef } from "react";
import { fillVariables, type VariableName, type VariableSources } from "../../core/variables.ts";
import { limits } from "../../protocol/limits.ts";
import { TextAreaField } from "../controls/field.tsx";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { useMe } from "../shell/organisation.ts";
import { cannedResponses as words } from "../messages/en/canned-responses.ts";
import { t } from "../messages/t.ts";
import "./text-with-variables.css";

/** What is said instead wherever the customer's part may be unknown. */
const otherwise = {
  "contact.first_name": words["otherwise.name"],
  "contact.name": words["otherwise.name"],
  "contact.phone": words["otherwise.phone"],
  "agent.first_name": null,
  "agent.name": null,
} satisfies Record<VariableName, (typeof words)["otherwise.name"] | null>;
const variables = Object.keys(otherwise) as VariableName[];

/** As it is inserted. */
function written(variable: VariableName): string {
  const fallback = otherwise[variable];
  return fallback === null ? `{{${variable}}}` : `{{${variable}|${t(fallback)}}}`;
}

const exampleNumber = "+46 70 174 06 10";

interface TextWithVariablesProps {
  label: string;
  value: string;
  change: (text: string) => void;
  error?: string | undefined;
}

/** A text with variables, which a menu writes at the caret, and how it reads for two customers. */
export function TextWithVariables({ label, value, change, error }: TextWithVariablesProps) {
  const area = useRef<HTMLTextAreaElement>(null);

  function insert(text: string): void {
    const field = area.current;
    if (field === null) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    change(field.value);
  }

  return (
    <div className="variables">
      <TextAreaField
        ref={area}
        label={label}
        value={value}
        onChange={(event) => change(event.target.value)}
        required
        dir="auto"
        error={error}
        maxLength={limits.cannedResponseLength}
        rows={5}
      />
      <div>
        <Menu.Root>
          <Menu.Trigger className="button button-plain">
            <Braces size={16} aria-hidden />
            {t(words.insert)}
          </Menu.Trigger>
          {/* The text goes on where the variable ends. */}
          <MenuPopup align="start" overDialog finalFocus={area}>
            {variables.map((variable) => (
              <Menu.Item key={variable} className="menu-item" onClick={() => insert(written(variable))}>
                {t(words[`variable.${variable}`])}
              </Menu.Item>
            ))}
          </MenuPopup>
        </Menu.Root>
      </div>
      <Preview text={value} />
    </div>
  );
}

function Preview({ text }: { text: string }) {
  const me = useMe();
  if (!text.includes("{{")) return null;
  const agent = me === null ? null : { name: me.name };
  const example = { name: t(words.exampleName), phoneNumber: exampleNumber };
  const known = fillVariables(text, { contact: example, agent });
  const unknown = fillVariables(text, { contact: { name: null, phoneNumber: null }, agent } satisfies VariableSources);
  return (
    <dl className="variables-preview">
      <dt>{t(words.previewTo, { name: example.name })}</dt>
      <dd dir="auto">{known}</dd>
      {unknown === known ? null : (
        <>
          <dt>{t(words.previewToUnknown)}</dt>
          <dd dir="auto">{unknown}</dd>
        </>
      )}
    </dl>
  );
}
