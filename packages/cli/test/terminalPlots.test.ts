import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { binary, done, temporaryFolder } from "./runCalibrated.ts";
import { writeFileSync } from "node:fs";

const table = join(temporaryFolder(), "table.csv");
const rows = Array.from(
  { length: 60 },
  (_, i) => `0.${5 + (i % 5)}5,0.${4 - (i % 5)}5,${i % 3 === 0 ? "no" : "yes"}`,
);
writeFileSync(table, ["p_yes,p_no,label", ...rows].join("\n"));

const hasScript = spawnSync("script", ["--version"]).status === 0;
const skipped = hasScript ? "" : " (skipped: there is no command script, which makes a terminal)";
if (skipped !== "") console.warn(`evaluate in a terminal${skipped}`);

describe.skipIf(skipped !== "")(`evaluate in a terminal${skipped}`, () => {
  const inTerminal = (env: Readonly<Record<string, string>>) =>
    spawnSync("script", ["-qec", `'${process.execPath}' '${binary}' evaluate '${table}'`, "/dev/null"], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"] ?? "", TERM: "xterm-256color", ...env },
    }).stdout;

  it("draws a reliability diagram and a risk–coverage curve, in colours", () => {
    const shown = inTerminal({ LANG: "C.UTF-8" });
    expect(shown).toContain("How often it is right, by how sure it is");
    expect(shown).toContain("\u001B[33m○");
    expect(shown).toMatch(/[\u2801-\u28FF]/);
    expect(shown).toContain("Wrong among the accepted");
  });

  it("uses no colours where nobody wants any", () => {
    const shown = inTerminal({ LANG: "C.UTF-8", NO_COLOR: "1" });
    expect(shown).toMatch(/[\u2801-\u28FF]/);
    expect(shown).not.toContain("\u001B[33m");
  });

  it("stays with text where the terminal shows no more", () => {
    expect(inTerminal({ LANG: "C" })).not.toMatch(/[\u2801-\u28FF]/);
  });
});

it("evaluate in a pipe is plain text", async () => {
  const text = await done(["evaluate", table]);
  expect(text).toContain("▒ how often the top class was right");
  expect(text).not.toMatch(/[\u2801-\u28FF\u001B]/);
});
