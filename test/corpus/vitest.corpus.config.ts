import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/**
 * `PARLEY_CORPUS=<folder> npm run test:corpus`: payloads from elsewhere (`<folder>/whatsapp/**`, `instagram`,
 * `twilio`; one webhook a JSON file, of Twilio's its parameters) through the real webhook routes. Apart from the other projects, since it needs that folder.
 */

const root = join(import.meta.dirname, "../..");
const folder = process.env.PARLEY_CORPUS;
if (!folder) throw new Error("Set PARLEY_CORPUS to a folder that has webhooks of WhatsApp in whatsapp/**/*.json.");

const samplesOf = (provider: string) =>
  readdirSync(join(folder, provider), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => ({ name: relative(folder, path), body: readFileSync(path, "utf8") }));
const corpus = samplesOf("whatsapp");
if (corpus.length === 0) throw new Error(`No webhook in ${folder}/whatsapp.`);

export default defineConfig({
  root,
  plugins: [
    cloudflareTest(async () => ({
      main: "./src/worker.ts",
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        bindings: {
          PUBLIC_URL: "http://localhost:8787",
          AUTH_SECRET: "a secret that only tests know, 32+ bytes",
          SECRETS_KEYS: "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
          META_APP_SECRET: "meta-app-secret-of-tests",
          META_VERIFY_TOKEN: "verify-token-of-tests",
          GRAPH_URL: "http://graph.test/v25.0",
          INSTAGRAM_URL: "http://instagram.test/v25.0",
          TWILIO_URL: "http://twilio.test",
          MAIL_URL: "",
          MAIL_TOKEN: "",
          TEST_MIGRATIONS: await readD1Migrations(join(root, "migrations")),
        },
      },
    })),
  ],
  test: {
    name: "corpus",
    include: ["test/corpus/**/*.test.ts"],
    setupFiles: ["test/support/workers-setup.ts"],
    provide: { corpus, instagramCorpus: samplesOf("instagram"), twilioCorpus: samplesOf("twilio") },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // itty-durable ships ES modules under a CommonJS entry.
    deps: { optimizer: { ssr: { enabled: true, include: ["itty-durable"] } } },
  },
});
