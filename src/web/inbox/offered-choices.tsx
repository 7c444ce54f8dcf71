import * as v from "valibot";
import type { Message } from "../../protocol/records.ts";
import { content as words } from "../messages/en/content.ts";
import { t } from "../messages/t.ts";

const Row = v.object({ title: v.string(), description: v.optional(v.string()) });
const Offered = v.object({
  interactive: v.variant("kind", [
    v.object({ kind: v.literal("buttons"), buttons: v.array(Row) }),
    v.object({ kind: v.literal("list"), sections: v.array(v.object({ rows: v.array(Row) })) }),
  ]),
});

/** Buttons or rows that were sent under a text; nothing where a customer has chosen one. */
export function OfferedChoices({ message: { content } }: { message: Message }) {
  const parsed = v.safeParse(Offered, content);
  if (!parsed.success) return null;
  const { interactive } = parsed.output;
  const rows = interactive.kind === "buttons" ? interactive.buttons : interactive.sections.flatMap((one) => one.rows);
  return (
    <ul className="content-choices" aria-label={t(words.choices)}>
      {rows.map(({ title, description }, index) => (
        <li key={index} dir="auto">
          {title}
          {description === undefined ? null : <span className="content-detail">{description}</span>}
        </li>
      ))}
    </ul>
  );
}
