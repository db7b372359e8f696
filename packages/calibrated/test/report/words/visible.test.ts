import { expect, it } from "vitest";

import { visible } from "../../../src/report/words/visible.ts";

it("leaves text as it is, also from right to left and beyond the first plane", () => {
  expect(visible("Größe مرحبا 😀")).toBe("Größe مرحبا 😀");
});

it("shows what acts on the text around it, and what is no text", () => {
  expect(visible("\u001B[2J\u200F\u2066\uDC00\uFFFF")).toBe(String.raw`\u001b[2J\u200f\u2066\udc00\uffff`);
});
