/** The answers that are files: no schema describes them. */

const text = { type: "string" };
const file = { "*/*": { schema: { type: "string", format: "binary" } } };
const pathParam = (name: string) => ({ in: "path", name, required: true, schema: text });
const queryParam = (name: string, required: boolean, description: string) => ({
  in: "query",
  name,
  required,
  description,
  schema: text,
});
const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

const range = { in: "header", name: "Range", required: false, description: "One range of bytes.", schema: text };
const download = queryParam("download", false, "Any value: as a download, also what a browser would show.");

const answers = {
  200: { description: "The file, with its type by content. What could hold script is a download", content: file },
  206: { description: "The range of it", content: file },
  304: { description: "The one that `If-None-Match` names" },
  404: problem("There is no such file, or not yet, or not for you: `not_found`"),
  416: { description: "The range lies beyond the file" },
};

export const mediaPaths = {
  "/api/orgs/{org}/media/{mediaId}": {
    get: {
      operationId: "getMedia",
      tags: ["Media"],
      summary: "A file of a message, or an upload",
      security: [{ bearer: [] }, { cookie: [] }],
      parameters: [pathParam("org"), pathParam("mediaId"), download, range],
      responses: {
        ...answers,
        401: problem("`unauthorized`"),
        403: problem("`forbidden`"),
        503: problem("`unavailable`"),
      },
    },
  },
  "/api/media/{org}/{mediaId}": {
    get: {
      operationId: "getSignedMedia",
      tags: ["Media"],
      summary: "A file by the address that `linkMedia` gave",
      parameters: [
        pathParam("org"),
        pathParam("mediaId"),
        queryParam("expires", true, "Unix seconds."),
        queryParam("key", true, "Which key has signed it."),
        queryParam("signature", true, "HMAC-SHA256, in hexadecimal."),
        download,
        range,
      ],
      responses: answers,
    },
  },
};
