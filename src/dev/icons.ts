import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { paths } from "./paths.ts";

/** `npm run icons`: draws the icons of the installed page from the one that the browser's tab shows. */

const publicFolder = join(paths.root, "src/web/public");
const executablePath = process.env["PARLEY_CHROMIUM"] ?? chromium.executablePath();

/** Platforms cut a maskable icon to their own shape, up to a circle of four fifths: its colour bleeds, its sign stays within. */
const icons = [
  { name: "192.png", size: 192, bleeds: false },
  { name: "512.png", size: 512, bleeds: false },
  { name: "maskable-512.png", size: 512, bleeds: true },
  { name: "apple-touch.png", size: 180, bleeds: true },
] as const;

const svg = await readFile(join(publicFolder, "favicon.svg"), "utf8");
const colour = /fill="(#[0-9a-f]{6})"/u.exec(svg)?.[1];
if (colour === undefined) throw new Error("favicon.svg names no colour");
await mkdir(join(publicFolder, "icons"), { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
for (const { name, size, bleeds } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const inner = bleeds ? Math.round(size * 0.8) : size;
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${bleeds ? colour : "transparent"}">` +
      svg.replace("<svg", `<svg width="${inner}" height="${inner}"`),
  );
  const picture = await page.screenshot({ omitBackground: true });
  await writeFile(join(publicFolder, "icons", name), picture);
  await page.close();
}
await browser.close();
