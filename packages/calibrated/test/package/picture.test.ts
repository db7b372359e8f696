import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { drawPicture } from "../../../../scripts/readmePicture.js";

describe("the picture of the README", () => {
  it("is what the flights give today", async () => {
    const committed = readFileSync(new URL("../../../../docs/reliability.svg", import.meta.url), "utf8");
    expect(await drawPicture()).toBe(committed);
    expect(committed).toContain("top-label ECE 0.0837");
    expect(committed).toContain("top-label ECE 0.0313");
  });
});
