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
const known = "507c002a441348cb";
/** The same of stores and what is found out about them, by the way they are fitted. */
const knownFits = {
  identity: "f4800015c3345d95",
  temperature: "993f2045d1d1049b",
  isotonic: "26f4bd3d6e7417da",
  "centred-isotonic": "e064cd2526192f2e",
  "mixed-isotonic": "c97c268daf61934d",
  "winner-keeping-isotonic": "e0531f4579a9ed84",
  "venn-abers": "230c296595255043",
  beta: "1e7c4c65484b5c78",
  platt: "dba2159539cd665e",
  histogram: "e5d090ad9b625d7d",
  vector: "9450339575752cd0",
  "mixed-temperature": "37a6e0a5a104b749",
  "ensemble-temperature": "4b311645ea986414",
  "structured-vector": "c296bd7dacc7388a",
  "structured-matrix": "ba747f758e61944b",
  auto: "1dbc8e8daa547210",
  "pooled temperature": "4bfbd59de222f7de",
  "pooled auto": "4e5a48c587f3771b",
  report: "b00104f50cc3fc89",
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
