import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { digests } from "./digest.ts";

/** What every engine must give. It changes only with a change of the arithmetic, which the changelog explains. */
const known = "e5019d06ac97131d";

const scratch = mkdtempSync(join(tmpdir(), "calibrated-engines-"));
let code = "";

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("digest.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "calibratedDigests",
    target: "es2022",
  });
  code = outputFiles[0]!.text;
});

afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));

const pathOf = (program: string): string =>
  spawnSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).stdout?.trim() ?? "";
const missing = (program: string): string => {
  if (pathOf(program) !== "") return "";
  console.warn(`The same bits in ${program} (skipped: it is not on the PATH)`);
  return ` (skipped: there is no ${program} on the PATH)`;
};

describe("the same bits", () => {
  it("in Node, by the plain kernels and by those of WebAssembly", () => {
    expect(digests()).toEqual({ plain: known, simd: known });
  });

  const noChromium = missing("chromium");
  it.skipIf(noChromium !== "")(`in Chromium${noChromium}`, async () => {
    const browser = await chromium.launch({
      executablePath: pathOf("chromium"),
      args: ["--headless", "--no-sandbox", "--disable-gpu"],
    });
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: code });
      expect(await page.evaluate("calibratedDigests.digests()")).toEqual({ plain: known, simd: known });
    } finally {
      await browser.close();
    }
  });

  const noJsc = missing("jsc");
  it.skipIf(noJsc !== "")(`in JavaScriptCore${noJsc}`, () => {
    const script = join(scratch, "digest.js");
    writeFileSync(script, `${code}\nprint(JSON.stringify(calibratedDigests.digests()));`);
    const { plain, simd } = JSON.parse(execFileSync(pathOf("jsc"), [script], { encoding: "utf8" })) as {
      plain: string;
      simd: string | null;
    };
    expect(plain).toBe(known);
    expect([known, null]).toContain(simd);
  });
});
