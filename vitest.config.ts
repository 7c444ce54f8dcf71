import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { checkAnswer } from "./test/support/provider-checks.ts";

/** Settings of a deployment that exists for tests alone. */
const testVars = {
  PUBLIC_URL: "http://localhost:8787",
  AUTH_SECRET: "a secret that only tests know, 32+ bytes",
  SIGN_UPS: "open",
  SECRETS_KEYS: "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
  META_APP_SECRET: "meta-app-secret-of-tests",
  META_VERIFY_TOKEN: "verify-token-of-tests",
  GRAPH_URL: "http://graph.test/v25.0",
  INSTAGRAM_URL: "http://instagram.test/v25.0",
  TWILIO_URL: "http://twilio.test",
  MAIL_API_URL: "http://mail.test",
  MAIL_API_TOKEN: "mail-api-token-of-tests",
  MAIL_WEBHOOK_SECRET: "whsec_b2xk,whsec_bWFpbC13ZWJob29rLXNlY3JldA==",
  MAIL_DOMAINS: "{org}.parley.test, {org}.inbox.test",
  DNS_URL: "http://dns.test/dns-query",
  MAIL_URL: "",
  MAIL_TOKEN: "",
  MAIL_FROM: "Parley <noreply@example.com>",
  VAPID_PUBLIC_KEY: "BPCeJtEG502ZmIo3UYYhHMbkeQQTQj5HFL2zhBd78HqmwUDrcnEpKne7c1CP5QT-8PLpxVxBldz8P7qxhmF8U9I",
  VAPID_PRIVATE_KEY: "ITb8hVkKVp8-MnAoC80hmLRNPoiLzs0-JfBmUYPV3lc",
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          // Ends what hangs; how long things take is the benchmark's to say.
          testTimeout: 30_000,
          include: ["test/{protocol,core,channels,media,client,dev,web}/**/*.test.ts"],
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            main: "./src/worker.ts",
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: { ...testVars, TEST_MIGRATIONS: await readD1Migrations("migrations") },
              // The outside of tests that do not stand in for it themselves: providers that confirm, and nothing else.
              outboundService: ({ method, url }: { method: string; url: string }) =>
                Response.json(checkAnswer(method, url) ?? {}, {
                  status: checkAnswer(method, url) === null ? 502 : 200,
                }),
            },
          })),
        ],
        test: {
          name: "workers",
          include: ["test/{hub,db,http,security}/**/*.test.ts"],
          // Ends what hangs. How long things take is the benchmark's to say: some of these call every route there is.
          testTimeout: 30_000,
          expect: { poll: { timeout: 20_000 } },
          setupFiles: ["test/support/workers-setup.ts"],
          // itty-durable ships ES modules under a CommonJS entry.
          deps: { optimizer: { ssr: { enabled: true, include: ["itty-durable"] } } },
        },
      },
      {
        // The hub runs in plain Node over a runtime of the simulation's own.
        resolve: {
          alias: { "cloudflare:workers": new URL("test/sim/runtime/cloudflare-workers.ts", import.meta.url).pathname },
        },
        test: { name: "sim", environment: "node", include: ["test/sim/**/*.test.ts"], testTimeout: 600_000 },
      },
      {
        test: {
          name: "e2e",
          environment: "node",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // As long as the browser waits for an element; a second would be over before a busy machine has loaded a page.
          expect: { poll: { timeout: 30_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
