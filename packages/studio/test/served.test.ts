import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { openStudio, skipped, startBrowser } from "./studioPage.ts";

const scratch = mkdtempSync(join(tmpdir(), "calibrated-served-"));
const command = fileURLToPath(new URL("../../cli/bin/calibrated.js", import.meta.url));

describe.skipIf(skipped !== "")(`calibrated studio${skipped}`, () => {
  let context: BrowserContext;
  let stop: () => Promise<void>;
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    ({ context, stop } = await startBrowser());
    await context.setOffline(false);
    const table = join(scratch, "my table.csv");
    writeFileSync(table, "p_a,p_b,label\n0.9,0.1,a\n0.2,0.8,b\n");
    server = spawn(process.execPath, [command, "studio", "--no-open", "--json", table], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [printed] = (await once(server.stdout!, "data")) as [Buffer];
    ({ url } = JSON.parse(printed.toString()) as { url: string });
  });

  afterAll(async () => {
    server?.kill();
    await stop?.();
    rmSync(scratch, { recursive: true, force: true });
  });

  test("opens the table that it was given, and asks for nothing else", async () => {
    const { page, complaints } = await openStudio(context, { url });
    await page.locator("#calibrate").waitFor();
    expect(await page.locator("#data").innerText()).toContain("my table.csv");
    expect(complaints).toEqual([`asked for ${url}tables/0`]);
    await page.close();
  });

  test("offers the flights where no table was given", async () => {
    await context.route(`${url}tables/0`, (route) => route.fulfill({ status: 404 }));
    const { page, complaints } = await openStudio(context, { url });
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").innerText()).toContain("Cannot fetch my table.csv");
    await page.getByRole("button", { name: "Try it with flights.csv" }).click();
    await page.locator("#calibrate").waitFor();
    expect(await page.locator("#data").innerText()).toContain("36,000 predictions");
    expect(complaints).toContain(`asked for ${url}tables/1`);
    await page.close();
  });
});
