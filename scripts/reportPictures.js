// Takes docs/pictures, the pictures of docs/report.md, from the report of the flights in chromium.
//   npm run build && node scripts/reportPictures.js
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { fitCalibratorStore } from "calibrated";
import { buildReport, reportHtml } from "calibrated/report";
import { chromium } from "playwright-core";

import { flightsTable } from "./flightsTable.js";

/** @import { Browser } from "playwright-core" */
/** @import { Report } from "calibrated/report" */

const folder = new URL("../docs/pictures/", import.meta.url);

/** The chromium of this computer; empty if there is none. */
export const chromiumPath =
  spawnSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).stdout?.trim() ?? "";

const flags =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** @type {() => Promise<Browser>} */
export async function launchChromium() {
  return await chromium.launch({ executablePath: chromiumPath, args: flags.split(" ") });
}

/** @type {() => Promise<Report>} */
export async function flightsReport() {
  const { store, evidence } = fitCalibratorStore(await flightsTable("fit"), { method: "temperature" });
  return buildReport(await flightsTable("test"), store, {
    maxRisk: 0.5,
    evidence,
    source: {
      files: ["flights.csv"],
      where: "split = 'test'",
      store: "store",
      commands: [
        `calibrated report flights.csv --where "split = 'test'" --store store --max-risk 0.5 --out report.html`,
      ],
    },
  });
}

/**
 * What is taken: a window, and the part of the page from the element to the height.
 *
 * @type {readonly { readonly name: string, readonly width: number, readonly height: number, readonly scheme: "light" | "dark", readonly from: string }[]}
 */
export const pictures = [
  { name: "report", width: 1120, height: 1290, scheme: "light", from: "header" },
  { name: "report-users", width: 1120, height: 620, scheme: "light", from: "#users" },
  { name: "report-dark", width: 1120, height: 760, scheme: "dark", from: "#reliability" },
  { name: "report-narrow", width: 400, height: 1150, scheme: "light", from: "header" },
];

/** @type {(browser: Browser, url: string) => Promise<Map<string, Buffer>>} */
export async function takePictures(browser, url) {
  const taken = new Map();
  for (const { name, width, height, scheme, from } of pictures) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      locale: "en-US",
      offline: true,
    });
    const page = await context.newPage();
    await page.goto(url);
    await page.locator(from).evaluate((element) => element.scrollIntoView());
    taken.set(name, await page.screenshot());
    await context.close();
  }
  return taken;
}

/**
 * What decides how a picture looks beside the page: the browser and its fonts.
 *
 * @type {(browser: Browser) => Promise<string>}
 */
export async function pictureMaker(browser) {
  const page = await browser.newPage();
  const widths = await page.evaluate(() =>
    ["system-ui, sans-serif", "Georgia, serif", "ui-monospace, monospace"].map((family) => {
      const drawing = document.createElement("canvas").getContext("2d");
      if (drawing === null) return 0;
      drawing.font = `100px ${family}`;
      return drawing.measureText("How often is it right?").width;
    }),
  );
  await page.close();
  return `Chromium ${browser.version()}, fonts ${widths.map((width) => width.toFixed(1)).join(" ")}\n`;
}

/** @type {(html: string) => Promise<{ readonly url: string, readonly remove: () => Promise<void> }>} */
export async function savedPage(html) {
  const scratch = await mkdtemp(join(tmpdir(), "calibrated-report-"));
  const file = join(scratch, "report.html");
  await writeFile(file, html);
  return { url: pathToFileURL(file).href, remove: () => rm(scratch, { recursive: true, force: true }) };
}

/** @type {(name: string) => Promise<Buffer>} */
export async function committedPicture(name) {
  return await readFile(new URL(name, folder));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const browser = await launchChromium();
  const { url, remove } = await savedPage(reportHtml(await flightsReport()));
  for (const [name, png] of await takePictures(browser, url)) {
    await writeFile(new URL(`${name}.png`, folder), png);
  }
  await writeFile(new URL("maker.txt", folder), await pictureMaker(browser));
  await browser.close();
  await remove();
}
