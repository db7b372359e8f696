import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium, type BrowserContext, type Page } from "playwright-core";

/** The built page. */
const studioFile = fileURLToPath(new URL("../dist/studio.html", import.meta.url));
export const flights = fileURLToPath(new URL("../../../examples/flights/flights.csv", import.meta.url));

const executablePath =
  spawnSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).stdout?.trim() ?? "";
export const skipped = executablePath === "" ? " (skipped: there is no chromium on the PATH)" : "";
if (skipped !== "") console.warn(`The studio in chromium${skipped}`);

/** A browser without a network. */
export async function startBrowser(): Promise<{
  readonly context: BrowserContext;
  readonly stop: () => Promise<void>;
}> {
  const profile = mkdtempSync(join(tmpdir(), "calibrated-studio-"));
  const flags =
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: flags.split(" "),
    locale: "en-US",
  });
  await context.setOffline(true);
  const stop = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  };
  return { context, stop };
}

/** The studio as it opens, and what the browser complained of. */
export async function openStudio(
  context: BrowserContext,
  options: { readonly url?: string; readonly width?: number; readonly colorScheme?: "light" | "dark" } = {},
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  if (!existsSync(studioFile)) throw new Error("npm run build makes the studio");
  const { url = pathToFileURL(studioFile).href, width = 1200, colorScheme = "light" } = options;
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("request", (request) => {
    if (!request.url().startsWith("blob:") && request.url() !== url)
      complaints.push(`asked for ${request.url()}`);
  });
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return { page, complaints };
}

/** Gives the page a file, and waits until it was read and split. */
export async function giveFile(page: Page, file: string | { name: string; text: string }) {
  const given =
    typeof file === "string"
      ? file
      : { name: file.name, mimeType: "text/csv", buffer: Buffer.from(file.text) };
  await page.locator('input[type="file"]').setInputFiles(given);
}

/** Fits as the page stands, and waits for all numbers. */
export async function fit(page: Page) {
  await page.getByRole("button", { name: /^Fit/ }).click();
  await page.locator("#take").waitFor();
  await page.locator(".work button").waitFor({ state: "detached" });
}
