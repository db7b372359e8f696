import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { digests, fitDigests } from "./digest.ts";

/** What every engine must give. It changes only with a change of the arithmetic, which the changelog explains. */
const known = "2bc8b98a3cbd6246";
/** The same of stores and what is found out about them, by the way they are fitted. */
const knownFits = {
  identity: "348c1925327fed78",
  temperature: "3193525dab1a1742",
  isotonic: "4d5007ddec6e5250",
  "centred-isotonic": "ece8c62d77faf5b6",
  "mixed-isotonic": "c15f7355467f0550",
  "winner-keeping-isotonic": "b3c404f510770d20",
  "venn-abers": "725fb63d2c7f70e3",
  beta: "e9884c65abc4d19d",
  platt: "1b707c8dfe229433",
  histogram: "e07390ada5fa1052",
  vector: "e1c4577d48c1b3b0",
  "mixed-temperature": "d2406b2dc2c194f3",
  "ensemble-temperature": "6b83044d61c052e7",
  "structured-vector": "57a05edd0ef2ecb9",
  "structured-matrix": "34f11685964d6c2a",
  auto: "c3b62a5d24dc7e73",
  "pooled temperature": "1536ace526e1f5a5",
  "pooled auto": "55abcebd76857e02",
  report: "1c709405a682a283",
  threshold: "81417f4d78ade2fa",
};

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
    expect(fitDigests()).toEqual(knownFits);
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
      expect(await page.evaluate("calibratedDigests.fitDigests()")).toEqual(knownFits);
    } finally {
      await browser.close();
    }
  });

  const noJsc = missing("jsc");
  it.skipIf(noJsc !== "")(`in JavaScriptCore${noJsc}`, () => {
    const script = join(scratch, "digest.js");
    const asked = "{ ...calibratedDigests.digests(), fits: calibratedDigests.fitDigests() }";
    writeFileSync(script, `${code}\nprint(JSON.stringify(${asked}));`);
    const { plain, simd, fits } = JSON.parse(execFileSync(pathOf("jsc"), [script], { encoding: "utf8" })) as {
      plain: string;
      simd: string | null;
      fits: Record<string, string>;
    };
    expect(plain).toBe(known);
    expect([known, null]).toContain(simd);
    expect(fits).toEqual(knownFits);
  });
});
