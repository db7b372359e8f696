import { expect, it } from "vitest";

import { buildReport } from "../../../src/report/buildReport.ts";
import { localNumbers } from "../../../src/report/words/localNumbers.ts";
import { phraseText } from "../../../src/report/words/phrase.ts";
import { scoresTable } from "../../../src/report/words/scoresTable.ts";
import { exampleReport, exampleTable } from "../exampleReport.ts";

it("has every score before, after and the change", () => {
  const table = scoresTable(exampleReport().scores);
  const accuracy = table.rows[0]!.map((cell) => phraseText(cell, localNumbers("en")));
  expect(accuracy[0]).toBe("accuracy");
  expect(accuracy[1]).toMatch(/^0\.5500 \(/);
  expect(accuracy[3]).toMatch(/^0\.0000/);
  expect(table.head).toHaveLength(5);
});

it("has one column without a store", () => {
  expect(scoresTable(buildReport(exampleTable()).scores).head).toHaveLength(3);
});
