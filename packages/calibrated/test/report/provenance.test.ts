import { expect, it } from "vitest";

import { provenanceOf } from "../../src/report/provenance.ts";
import { checkReportOptions } from "../../src/report/reportOptions.ts";
import { exampleStore } from "./exampleReport.ts";

it("keeps what the caller knows and what the store says", () => {
  const source = { files: ["a.csv"], store: "folder", versions: { calibrated: "1.0.0" } };
  expect(provenanceOf(3, exampleStore, checkReportOptions({ source }))).toEqual({
    files: ["a.csv"],
    where: null,
    commands: [],
    versions: { calibrated: "1.0.0" },
    createdAt: null,
    normalizedRows: 3,
    store: {
      location: "folder",
      method: "temperature",
      createdAt: "2026-03-01T00:00:00Z",
      modelBundleId: null,
      modelSchemaHash: null,
      users: 1,
      personalization: null,
      isGated: null,
    },
  });
  expect(provenanceOf(0, null, checkReportOptions({})).store).toBeNull();
});
