import { createHash } from "node:crypto";
import { Script } from "node:vm";

import { expect, it } from "vitest";

import { pageScript, pageScriptHash } from "../../../src/report/page/pageScript.ts";

it("is the script that its digest lets run (node scripts/hashReportPage.js)", () => {
  expect(pageScriptHash).toBe(`sha256-${createHash("sha256").update(pageScript).digest("base64")}`);
});

it("is a script, and nothing that would end its element", () => {
  expect(() => new Script(pageScript)).not.toThrow();
  expect(pageScript).not.toMatch(/<\/script|<!--/i);
});
