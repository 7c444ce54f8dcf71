import { Menu } from "@base-ui/react/menu";
import { Braces } from "lucide-react";
import { useRef } from "react";
import { fillVariables, type VariableName, type VariableSources } from "../../core/variables.ts";
import { limits } from "../../protocol/limits.ts";
import { TextAreaField } from "../controls/field.tsx";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { useMe } from "../shell/organisation.ts";
import "./text-with-variables.css";

/** What each is called, and what is inserted: with a fallback wherever the customer's part may be unknown. */
const variables: Readonly<Record<VariableName, { name: string; inserted: string }>> = {
  "contact.first_name": { name: "Customer's first name", inserted: "{{contact.first_name|there}}" },
  "contact.name": { name: "Customer's name", inserted: "{{contact.name|there}}" },
  "contact.phone": { name: "Customer's number", inserted: "{{contact.phone|your number}}" },
  "agent.first_name": { name: "Your first name", inserted: "{{agent.first_name}}" },
  "agent.name": { name: "Your name", inserted: "{{agent.name}}" },
};

const exampleCustomer = { name: "Rosa Lind", phoneNumber: "+46 70 174 06 10" };

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
        error={error}
        maxLength={limits.cannedResponseLength}
        rows={5}
      />
      <div>
        <Menu.Root>
          <Menu.Trigger className="button button-plain">
            <Braces size={16} aria-hidden />
            Insert a variable
          </Menu.Trigger>
          {/* The text goes on where the variable ends. */}
          <MenuPopup align="start" overDialog finalFocus={area}>
            {Object.entries(variables).map(([variable, { name, inserted }]) => (
              <Menu.Item key={variable} className="menu-item" onClick={() => insert(inserted)}>
                {name}
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
  const known = fillVariables(text, { contact: exampleCustomer, agent });
  const unknown = fillVariables(text, { contact: { name: null, phoneNumber: null }, agent } satisfies VariableSources);
  return (
    <dl className="variables-preview">
      <dt>To {exampleCustomer.name}</dt>
      <dd>{known}</dd>
      {unknown === known ? null : (
        <>
          <dt>To a customer of whom nothing is known</dt>
          <dd>{unknown}</dd>
        </>
      )}
    </dl>
  );
}
