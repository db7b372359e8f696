import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Evaluation } from "calibrated";
import type { Report } from "calibrated/report";
import { beforeAll, describe, expect, it } from "vitest";

import { done, doneJson, entriesOf, flights, runCalibrated, temporaryFolder } from "./runCalibrated.ts";

const folder = temporaryFolder();
const small = join(folder, "small.csv");
const store = join(folder, "store");
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  const [head, ...rows] = readFileSync(flights, "utf8").trim().split("\n");
  writeFileSync(small, [head, ...rows.filter((_, i) => i % 40 === 0)].join("\n"));
  await done(["fit", small, "--where", "split = 'fit'", "--method", "temperature", "--out", store]);
});

const judged = [small, "--where", "split = 'test'", "--store", store];

describe("calibrated report", () => {
  it("writes a page and says what is in it", async () => {
    const printed = await done(["report", ...judged, "--max-risk", "0.6", "--out", at("report.html")]);
    expect(printed).toMatch(/^(?:No|Nearly|Yes|These rows cannot say)\. The model says 5\d\.\d%/);
    expect(printed).toMatch(/\n\nWrote .*report\.html\n$/);
    const page = readFileSync(at("report.html"), "utf8");
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("split = &#39;test&#39;");
  });

  it("has the numbers of evaluate, to the last digit", async () => {
    await done(["report", ...judged, "--out", at("report.json")]);
    const report = JSON.parse(readFileSync(at("report.json"), "utf8")) as Report;
    const evaluation = await doneJson<Evaluation>(["evaluate", ...judged]);
    expect(report.scores.raw).toEqual(evaluation.raw);
    expect(report.scores.calibrated).toEqual(evaluation.calibrated);
    expect(report.scores.intervals).toEqual(evaluation.intervals);
    expect(report.provenance.store).toMatchObject({ method: "temperature", location: store });
  });

  it("writes Markdown by the extension, pictures beside it, and one JSON document about it", async () => {
    const told = await doneJson<{ pictures: string[]; chosen: unknown; format: string }>([
      "report",
      ...judged,
      "--threshold",
      "0.6",
      "--locale",
      "de",
      "--out",
      at("report.md"),
      "--svg",
      at("pictures"),
    ]);
    expect(told).toMatchObject({ format: "markdown", chosen: { threshold: 0.6 } });
    expect(readFileSync(at("report.md"), "utf8")).toMatch(
      /^# Are these probabilities true\?\n[^]*The model says 5\d,\d\s%/,
    );
    const files = readdirSync(at("pictures"));
    expect(told.pictures).toHaveLength(files.length);
    expect(files).toContain("reliability-raw-corp.svg");
  });

  it("needs no store", async () => {
    await done(["report", small, "--out", at("raw.html"), "--title", "Only <raw>"]);
    expect(readFileSync(at("raw.html"), "utf8")).toContain("<h1>Only &lt;raw&gt;</h1>");
  });

  it("writes to standard output, and then nothing else", async () => {
    const markdown = await done(["report", small, "--out", "-", "--format", "markdown"]);
    await done(["report", small, "--out", at("raw.md")]);
    expect(markdown.split("\n").slice(0, 5)).toEqual(
      readFileSync(at("raw.md"), "utf8").split("\n").slice(0, 5),
    );
    expect(await done(["report", small, "--out", "-"])).toMatch(/^<!doctype html>[^]*<\/html>\s*$/);
    const { code, stderr } = await runCalibrated(["report", small, "--out", "-", "--json"]);
    expect(stderr + code).toContain("but found --out - with --json.\n2");
  });

  it("writes nothing if it fails, and leaves what was there", async () => {
    writeFileSync(at("kept.html"), "before");
    const before = entriesOf(folder);
    const { code, stderr } = await runCalibrated([
      "report",
      small,
      "--label",
      "nobody",
      "--out",
      at("kept.html"),
    ]);
    expect({ code, isTold: stderr.includes("nobody") }).toEqual({ code: 2, isTold: true });
    expect(readFileSync(at("kept.html"), "utf8")).toBe("before");
    expect(entriesOf(folder)).toEqual(before);
  });

  it.each([
    [["--threshold", "0.5", "--max-risk", "0.1"], 2, "but found both"],
    [["--locale", "not a locale"], 2, "Expected a locale such as en"],
    [["--level", "1"], 2, "above 0 and below 1"],
  ])("refuses %o", async (flags, code, message) => {
    const outcome = await runCalibrated(["report", small, "--out", at("none.html"), ...flags]);
    expect(outcome.stderr).toContain(message);
    expect(outcome.code).toBe(code);
  });

  it("refuses a file that could not be written before it reads anything", async () => {
    const { code, stderr } = await runCalibrated(["report", "no such table.csv", "--out", folder]);
    expect(stderr).toContain("Cannot write a report: expected a file, but found a folder");
    expect(code).toBe(4);
  });
});
