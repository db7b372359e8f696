import { describe, expect, it } from "vitest";

import { localNumbers } from "../../../src/report/words/localNumbers.ts";
import { phraseText } from "../../../src/report/words/phrase.ts";
import {
  binTable,
  calibratorTable,
  classTable,
  curveTable,
  densityTable,
  driftTable,
  riskTable,
  type Table,
} from "../../../src/report/words/tables.ts";
import { exampleReport } from "../exampleReport.ts";

const report = exampleReport();
const texts = ({ rows }: Table) => rows.map((row) => row.map((cell) => phraseText(cell, localNumbers("en"))));

describe("tables", () => {
  it.each([
    ["curveTable", curveTable(report.reliability.raw, "the model"), 6],
    ["binTable", binTable(report.reliability.raw.bins, "the model"), 6],
    ["densityTable", densityTable(report.reliability.raw.density, "the model"), 6],
    ["classTable", classTable(report.classPictures), 3],
    ["riskTable", riskTable(report.riskCoverage), 10],
    ["driftTable", driftTable(report.drift!), 20],
    ["calibratorTable", calibratorTable(report.calibrator!.parts[0]!)!, 21],
  ])("%s has a cell below each head", (_, table, rows) => {
    expect(table.rows).toHaveLength(rows);
    for (const row of table.rows) expect(row).toHaveLength(table.head.length);
  });

  it("hold the numbers of the pictures", () => {
    expect(texts(curveTable(report.reliability.raw, "the model"))[0]).toEqual(["45.0%", "30.0%"]);
    expect(texts(driftTable(report.drift!))[0]!.slice(0, 2)).toEqual(["2026-03-01", "12"]);
    expect(texts(riskTable(report.riskCoverage)).at(-1)?.[0]).toBe("100%");
  });

  it("show a matrix by its classes", () => {
    const table = calibratorTable({
      kind: "matrix",
      inWords: "",
      classes: ["a", "b"],
      weights: [
        [1, 0],
        [0, 1],
      ],
      biases: [0.5, 0],
    })!;
    expect(table.head).toEqual(["score of", "a", "b", "bias"]);
    expect(texts(table)[0]).toEqual(["a", "1", "0", "0.5"]);
    expect(calibratorTable({ kind: "words", inWords: "identity" })).toBeNull();
  });
});
