import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { fit, flights, giveFile, openStudio, skipped, startBrowser } from "./studioPage.ts";

const file = fileURLToPath(new URL("../../../docs/studio.png", import.meta.url));

describe.skipIf(skipped !== "")(`the picture of the studio${skipped}`, () => {
  let browser: Awaited<ReturnType<typeof startBrowser>>;

  beforeAll(async () => {
    browser = await startBrowser();
  });

  afterAll(() => browser?.stop());

  test("shows what the page looks like", async () => {
    const { page } = await openStudio(browser.context, { width: 1080 });
    await giveFile(page, flights);
    await page.locator("#calibrate").waitFor();
    await fit(page);
    await page.mouse.move(0, 0);
    const clip = await page.evaluate(() => {
      const place = (selector: string) => document.querySelector(selector)!.getBoundingClientRect();
      const top = place("#calibrate").top;
      return { x: 0, y: top + scrollY, width: 1080, height: place("#calibrate .figures").bottom - top };
    });
    const taken = await page.screenshot({ fullPage: true, clip });
    if (!existsSync(file)) writeFileSync(file, taken);
    // Letters differ a little from one machine to another.
    const blank = await browser.context.newPage();
    const share = await blank.evaluate(differentPixels, [
      readFileSync(file).toString("base64"),
      taken.toString("base64"),
    ] as const);
    expect(share).toBeLessThan(0.08);
  });
});

/** The share of pixels that differ clearly between two pictures; 1 if their sizes do. */
async function differentPixels(pictures: readonly [string, string]) {
  const pixels = await Promise.all(
    pictures.map(async (picture) => {
      const blob = await (await fetch(`data:image/png;base64,${picture}`)).blob();
      const bitmap = await createImageBitmap(blob);
      const drawing = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
      drawing.drawImage(bitmap, 0, 0);
      return { width: bitmap.width, data: drawing.getImageData(0, 0, bitmap.width, bitmap.height).data };
    }),
  );
  const [a, b] = pixels as [(typeof pixels)[0], (typeof pixels)[0]];
  const [shorter, longer] = [a, b].map(({ data }) => data.length).sort((x, y) => x - y) as [number, number];
  if (a.width !== b.width || shorter < 0.97 * longer) return 1;
  let different = 0;
  for (let i = 0; i < shorter; i += 4) {
    const distance = [0, 1, 2].reduce(
      (sum, channel) => sum + Math.abs(a.data[i + channel]! - b.data[i + channel]!),
      0,
    );
    if (distance > 96) different++;
  }
  return different / (shorter / 4);
}
