const text = { type: "string" };
const token = { in: "path", name: "token", required: true, schema: text };

/** What mailboxes and the page's own frame ask for: no resource of an org's. */
export const mailPaths = {
  "/t/o/{token}": {
    get: {
      operationId: "openedMail",
      tags: ["Tracked mail"],
      summary: "The picture that tells that a tracked mail was opened",
      parameters: [token],
      responses: {
        200: {
          description: "A transparent picture, whatever the token is",
          content: { "image/gif": { schema: { type: "string", format: "binary" } } },
        },
      },
    },
  },
  "/t/c/{token}": {
    get: {
      operationId: "clickedMail",
      tags: ["Tracked mail"],
      summary: "A link of a tracked mail",
      parameters: [token],
      responses: {
        302: { description: "To where the link leads, as its token says" },
        404: {
          description: "Not a token of ours: `not_found`",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    },
  },
  "/api/mail-frame": {
    get: {
      operationId: "getMailFrame",
      tags: ["Page"],
      summary: "The empty page in which the inbox shows a mail's HTML",
      parameters: [
        {
          in: "query",
          name: "images",
          required: false,
          description: "`1`: with pictures of other sites.",
          schema: text,
        },
      ],
      responses: {
        200: { description: "A page of nobody's origin", content: { "text/html": { schema: text } } },
      },
    },
  },
};
