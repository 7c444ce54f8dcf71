import type { MiddlewareHandler } from "hono";
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { OpenAPIV3_1 } from "openapi-types";
import type { AppEnv } from "./context.ts";
import type { OpenApiDocument } from "./openapi.ts";

/** `/api/docs`: the OpenAPI document as a page for people. Plain HTML: no script, and nothing from elsewhere. */

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const style = `
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 56rem; padding: 2rem 1.25rem 6rem; }
  h1 { font-size: 1.6rem; }
  h2 { font-size: 1.1rem; margin-block: 2.5rem .5rem; }
  summary { cursor: pointer; padding: .4rem 0; overflow-wrap: anywhere; }
  details { border-block-start: 1px solid #8884; }
  details > :not(summary) { margin-inline-start: 1rem; }
  code, pre { font: 14px/1.5 ui-monospace, monospace; }
  pre { background: #8881; border-radius: .5rem; overflow-x: auto; padding: .75rem; }
  table { border-collapse: collapse; display: block; overflow-x: auto; }
  td, th { padding: .2rem 1rem .2rem 0; text-align: start; vertical-align: top; }
  b.method { display: inline-block; font-size: 13px; min-width: 4rem; text-transform: uppercase; }
  summary .what { display: block; font-size: 14px; margin-inline-start: 5.1rem; opacity: .75; }
`;

/** Made here and not in the template below, whose white space a formatter may change: the policy names its hash. */
const styleElement = raw(`<style>${style}</style>`);

/** Lets in the page's own stylesheet and nothing else. Stands before the policy that every answer gets, so that it is the last to set it. */
export const docsPolicy: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
  const source = `'sha256-${Buffer.from(hash).toString("base64")}'`;
  c.header(
    "content-security-policy",
    `default-src 'none'; style-src ${source}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
};

/** The page of a document. */
export function docsPage(document: OpenApiDocument): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${document.info.title} API</title>
        ${styleElement}
      </head>
      <body>
        <main>
          <h1>${document.info.title} API</h1>
          <p>${prose(document.info.description)}</p>
          <p>As a document for programs: <a href="/api/openapi.json">openapi.json</a></p>
          ${operationsByTag(document)}
          <h2>Schemas</h2>
          ${Object.entries(document.components.schemas ?? {}).map(
            ([name, schema]) =>
              html`<details id="${name}">
                <summary><code>${name}</code></summary>
                ${schemaBlock(schema)}
              </details>`,
          )}
        </main>
      </body>
    </html>`;
}

function operationsByTag(document: OpenApiDocument): Html[] {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      method,
      path,
      operation: operation as OpenAPIV3_1.OperationObject,
    })),
  );
  const tags = Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? "Other");
  return [...tags].map(
    ([tag, list]) =>
      html`<h2>${tag}</h2>
        ${list.map(({ method, path, operation }) => operationBlock(method, path, operation))}`,
  );
}

function operationBlock(method: string, path: string, operation: OpenAPIV3_1.OperationObject): Html {
  return html`<details id="${operation.operationId ?? ""}">
    <summary>
      <b class="method">${method}</b> <code>${path}</code> <span class="what">${prose(operation.summary)}</span>
    </summary>
    ${operation.description ? html`<p>${prose(operation.description)}</p>` : ""} ${parameterTable(operation)}
    ${bodyOf(operation)}
    ${Object.entries(operation.responses ?? {}).map(([status, response]) => responseBlock(status, response))}
  </details>`;
}

function parameterTable(operation: OpenAPIV3_1.OperationObject): Html | "" {
  const parameters = (operation.parameters ?? []).filter((parameter) => "name" in parameter);
  if (parameters.length === 0) return "";
  return html`<table>
    <tr>
      <th>Parameter</th>
      <th>In</th>
      <th>What</th>
    </tr>
    ${parameters.map(
      ({ name, in: place, required, description, schema }) =>
        html`<tr>
          <td><code>${name}</code>${required ? " *" : ""}</td>
          <td>${place}</td>
          <td>${prose(description)} ${prose(valuesOf(schema))}</td>
        </tr>`,
    )}
  </table>`;
}

function bodyOf(operation: OpenAPIV3_1.OperationObject): Html | "" {
  const body = operation.requestBody;
  if (body === undefined || "$ref" in body) return "";
  return html`<h3>Body</h3>
    ${Object.values(body.content).map((media) => schemaBlock(media.schema))}`;
}

function responseBlock(status: string, response: OpenAPIV3_1.ReferenceObject | OpenAPIV3_1.ResponseObject): Html {
  if ("$ref" in response) return html`<p>${status}</p>`;
  const good = Number(status) < 400;
  return html`<p><b>${status}</b> ${prose(response.description)}</p>
    ${good ? Object.values(response.content ?? {}).map((media) => schemaBlock(media.schema)) : ""}`;
}

function valuesOf(schema: unknown): string | undefined {
  const { enum: values, default: fallback } = (schema ?? {}) as { enum?: unknown[]; default?: unknown };
  const said = [
    values === undefined ? "" : `One of ${values.map((value) => `\`${String(value)}\``).join(", ")}.`,
    fallback === undefined ? "" : `\`${String(fallback)}\` when left out.`,
  ];
  return said.join(" ").trim();
}

function schemaBlock(schema: unknown): Html {
  return html`<pre>${JSON.stringify(schema, null, 2)}</pre>`;
}

/** Text in which backticks mark code. */
function prose(text: string | undefined): Html[] {
  return (text ?? "").split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}
