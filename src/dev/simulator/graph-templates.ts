import type { GraphAnswer } from "./graph-answer.ts";

/** Templates of every account here, as Meta lists them. */
const templates = [
  {
    id: "1001",
    name: "order_update",
    language: "en",
    status: "APPROVED",
    category: "UTILITY",
    parameter_format: "POSITIONAL",
    components: [
      { type: "HEADER", format: "TEXT", text: "Your order" },
      {
        type: "BODY",
        text: "Hello {{1}}, your order {{2}} is on its way.",
        example: { body_text: [["Mia", "A-1042"]] },
      },
      { type: "FOOTER", text: "Acme" },
      { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Thank you" }] },
    ],
  },
  {
    id: "1002",
    name: "we_are_back",
    language: "en",
    status: "APPROVED",
    category: "MARKETING",
    parameter_format: "NAMED",
    components: [
      {
        type: "BODY",
        text: "Hello {{first_name}}, may we go on with what you asked us?",
        example: { body_text_named_params: [{ param_name: "first_name", example: "Mia" }] },
      },
    ],
  },
  {
    id: "1003",
    name: "spring_offer",
    language: "en",
    status: "REJECTED",
    category: "MARKETING",
    rejected_reason: "PROMOTIONAL",
    parameter_format: "POSITIONAL",
    components: [{ type: "BODY", text: "Everything must go." }],
  },
];

export function answerTemplates(): GraphAnswer {
  return { kind: "reply", status: 200, body: { data: templates, paging: {} } };
}
