import { expect, it } from "vitest";

import { Braille } from "../../src/terminal/braille.ts";

const plain = (text: string) => text;

it("puts dots where they belong: two across and four down in a character", () => {
  const canvas = new Braille(2, 1);
  canvas.dot(0, 0);
  canvas.dot(1, 1);
  expect(canvas.lines(plain)).toEqual(["⡀⠈"]);
});

it("draws lines, and marks in place of dots, each in its style", () => {
  const canvas = new Braille(3, 1);
  canvas.line([0, 0], [1, 0], "cyan");
  canvas.mark(0.5, 0, "●", "yellow");
  expect(canvas.lines((text, style) => `${style[0]}${text}`)).toEqual(["c⣀y●c⣀"]);
});
