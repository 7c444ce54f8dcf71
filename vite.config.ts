import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { emoji } from "./src/dev/emoji.ts";
import { messages } from "./src/dev/messages.ts";
import { serviceWorker } from "./src/dev/service-worker.ts";

const worker = process.env["PARLEY_URL"] ?? "http://localhost:8787";

export default defineConfig(({ command }) => {
  // A build is always for production. Started by the test runner, which sets "test", it would otherwise hold
  // React's development version, half as large again, and be what is tested and then served.
  if (command === "build") process.env["NODE_ENV"] = "production";
  return {
    root: "src/web",
    plugins: [messages(), emoji(), react(), serviceWorker()],
    build: {
      outDir: "../../dist/web",
      emptyOutDir: true,
      target: "es2022",
      // An inlined font or image would be a data: URL, which the Content-Security-Policy refuses.
      assetsInlineLimit: 0,
      reportCompressedSize: true,
    },
    // `vite` alone serves the page for work on it; the Worker answers everything else.
    server: { proxy: { "/api": { target: worker, ws: true } } },
  };
});
