import { createHash } from "node:crypto";

import { expect, it } from "vitest";

import { pageStyle, pageStyleHash } from "../../../src/report/page/pageStyle.ts";

it("is the style that its digest lets in (node scripts/hashReportPage.js)", () => {
  expect(pageStyleHash).toBe(`sha256-${createHash("sha256").update(pageStyle).digest("base64")}`);
});

it("loads nothing", () => {
  expect(pageStyle).not.toMatch(/url\(|@import|<\//);
});
