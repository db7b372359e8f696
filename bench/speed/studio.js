// Times the studio in chromium on a large table, which it makes, and says how long the page did not answer at most.
//   npm run build && node bench/speed/studio.js
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { usersShape, writeUsersTable } from "./usersTable.js";
import { launchChromium } from "../../scripts/reportPictures.js";

const studio = new URL("../../packages/studio/dist/studio.html", import.meta.url);

const folder = await mkdtemp(join(tmpdir(), "calibrated-studio-"));
const browser = await launchChromium();
try {
  const table = join(folder, "table.csv");
  await writeUsersTable(table);
  const { size } = await stat(table);
  const rows = usersShape.users * usersShape.rowsPerUser;
  console.log(
    `${rows} rows × ${usersShape.classes} classes, ${Math.round(size / 1e6)} MB, chromium ${browser.version()}`,
  );

  const page = await browser.newPage({ offline: true });
  let began = performance.now();
  const done = (/** @type {string} */ step) => {
    console.log(`${step}: ${((performance.now() - began) / 1000).toFixed(2)} s`);
    began = performance.now();
  };
  await page.goto(studio.href);
  await page.getByRole("heading", { level: 1 }).waitFor();
  done("first usable");

  await page.evaluate(() => {
    const seen = { last: performance.now(), longest: 0 };
    Object.assign(globalThis, { seen });
    setInterval(() => {
      const now = performance.now();
      seen.longest = Math.max(seen.longest, now - seen.last - 10);
      seen.last = now;
    }, 10);
  });
  began = performance.now();
  await page.locator('input[type="file"]').setInputFiles(table);
  await page.locator("#calibrate").waitFor();
  done("reading");
  await page.getByRole("button", { name: /^Fit/ }).click();
  await page.locator("#take").waitFor({ timeout: 0 });
  done("a temperature for all and for each user, and the numbers");
  await page.locator(".work button").waitFor({ state: "detached", timeout: 0 });
  done("intervals and pictures");
  await page.getByLabel("Accept an answer from this confidence on").fill("0.62");
  await page.locator("#coverage").waitFor();
  done("a threshold");
  await page.getByText("By hand").click();
  await page.locator("#hand-nll").waitFor();
  done("a temperature by hand");
  const [saved] = await Promise.all([
    page.waitForEvent("download", { timeout: 0 }),
    page.getByRole("button", { name: "The calibrated table" }).click(),
  ]);
  await saved.path();
  done("the calibrated table");
  const longest = await page.evaluate(
    () => /** @type {{ seen: { longest: number } }} */ (/** @type {unknown} */ (globalThis)).seen.longest,
  );
  console.log(`the page did not answer for at most ${(longest / 1000).toFixed(2)} s`);
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
