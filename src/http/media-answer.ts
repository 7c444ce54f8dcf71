import { byteRange } from "./byte-range.ts";
import { notFoundProblem } from "./problem.ts";

/**
 * Types that a browser shows and that cannot hold script. All others are downloads: SVG, HTML and XML run script, and a
 * PDF's viewer does not start in a sandbox (Chromium).
 */
const inlineTypes =
  /^(image\/(jpeg|png|gif|webp|avif|bmp)|audio\/(aac|amr|mpeg|mp4|ogg|wav|webm|flac)|video\/(mp4|3gpp|ogg|webm|quicktime))$/;

/** The belt to that: were a file ever shown as a page, it is one without script, origin or anything from elsewhere. */
export const mediaPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * A file from the bucket, whole or the range that was asked for. Whoever asks has been let in; a browser may keep the
 * file, but asks again each time, since who may see it changes.
 */
export async function mediaAnswer(
  bucket: R2Bucket,
  key: string,
  request: Request,
  given: { readonly filename: string | null; readonly isDownload: boolean },
): Promise<Response> {
  const found = await bucket.head(key);
  if (found === null) return notFoundProblem();
  const mimeType = found.httpMetadata?.contentType ?? "application/octet-stream";
  const isInline = !given.isDownload && inlineTypes.test(mimeType);
  const filename = given.filename ?? nameIn(found.customMetadata?.["filename"]);
  const headers = new Headers({
    "content-type": mimeType,
    "content-disposition": disposition(isInline ? "inline" : "attachment", filename),
    "accept-ranges": "bytes",
    etag: found.httpEtag,
    "last-modified": found.uploaded.toUTCString(),
    "cache-control": "private, no-cache",
  });
  if (matches(request.headers.get("if-none-match"), found.httpEtag))
    return new Response(null, { status: 304, headers });
  const condition = request.headers.get("if-range");
  const isSame = condition === null || condition === found.httpEtag;
  const range = isSame ? byteRange(request.headers.get("range") ?? undefined, found.size) : null;
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${found.size}`);
    headers.delete("content-disposition");
    return new Response(null, { status: 416, headers });
  }
  const length = range === null ? found.size : range.last - range.first + 1;
  headers.set("content-length", String(length));
  if (range !== null) headers.set("content-range", `bytes ${range.first}-${range.last}/${found.size}`);
  const status = range === null ? 200 : 206;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  const object = await bucket.get(key, range === null ? {} : { range: { offset: range.first, length } });
  return object === null ? notFoundProblem() : new Response(object.body, { status, headers });
}

/** RFC 6266: the plain name for old readers, the real one in RFC 8187's encoding. */
function disposition(kind: "inline" | "attachment", filename: string | null): string {
  if (filename === null) return kind;
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const real = encodeURIComponent(filename).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${real}`;
}

function matches(header: string | null, etag: string): boolean {
  const known = header?.split(",").map((one) => one.trim().replace(/^W\//, "")) ?? [];
  return known.includes(etag) || known.includes("*");
}

function nameIn(encoded: string | undefined): string | null {
  return encoded === undefined ? null : decodeURIComponent(encoded);
}
