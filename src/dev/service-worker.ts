import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "vite";
import { messages } from "./messages.ts";
import { paths } from "./paths.ts";

const source = join(paths.root, "src/web/offline/worker/service-worker.ts");

interface PageFile {
  readonly url: string;
  /** Of the content, where the name does not tell it. */
  readonly revision: string | null;
}

/** Builds the service worker beside the page, with the list of the page's files: what is precached is what was built. */
export function serviceWorker(): Plugin {
  let publicFolder = "";
  return {
    name: "parley:service-worker",
    apply: "build",
    configResolved(config) {
      publicFolder = config.publicDir;
    },
    generateBundle: {
      order: "post",
      async handler(_options, bundle) {
        const built = Object.values(bundle).map((file) =>
          pageFile(file.fileName, file.type === "chunk" ? file.code : file.source),
        );
        const files = [...built, ...(await publicFiles(publicFolder))].toSorted((a, b) => (a.url < b.url ? -1 : 1));
        this.emitFile({ type: "asset", fileName: "service-worker.js", source: await buildWorker(files) });
      },
    },
  };
}

async function publicFiles(folder: string): Promise<PageFile[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile() && entry.name !== "_headers")
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (path) => pageFile(path.slice(folder.length + 1), await readFile(path))));
}

function pageFile(name: string, content: string | Uint8Array): PageFile {
  const isNamedByContent = name.startsWith("assets/");
  const revision = isNamedByContent ? null : createHash("sha256").update(content).digest("hex").slice(0, 16);
  // The assets' own address for it; the file's would be redirected.
  return { url: name === "index.html" ? "/" : `/${name}`, revision };
}

async function buildWorker(files: readonly PageFile[]): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    plugins: [messages()],
    define: { pageFiles: JSON.stringify(files), "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: { input: source, output: { format: "iife", codeSplitting: false } },
    },
  });
  const [output] = (Array.isArray(result) ? result : [result]).flatMap((one) => ("output" in one ? one.output : []));
  if (output?.type !== "chunk") throw new Error("The service worker was not built into one file.");
  return output.code;
}
