import { expect, it } from "vitest";

import { buildRiskCoverage } from "../../src/report/buildRiskCoverage.ts";
import { exampleReport, exampleStore, exampleTable } from "./exampleReport.ts";

it("is what a report has of it", () => {
  expect(buildRiskCoverage(exampleTable(), exampleStore, { maxRisk: 0.4 })).toEqual(
    exampleReport({ maxRisk: 0.4 }).riskCoverage,
  );
});
