import { expect, it } from "vitest";

import { drawsPictures } from "../../src/terminal/drawsPictures.ts";

it.each([
  [false, { isTTY: false }, { LANG: "en_US.UTF-8" }, "linux"],
  [true, { isTTY: true }, { LANG: "en_US.UTF-8" }, "linux"],
  [false, { isTTY: true }, { LANG: "C" }, "linux"],
  [false, { isTTY: true }, { LANG: "en_US.UTF-8", LC_ALL: "C" }, "linux"],
  [false, { isTTY: true }, { LANG: "en_US.UTF-8", TERM: "dumb" }, "linux"],
  [true, { isTTY: true }, {}, "darwin"],
  [false, { isTTY: true }, {}, "win32"],
  [true, { isTTY: true }, { WT_SESSION: "1" }, "win32"],
])("is %s for %o with %o on %s", (draws, stream, env, platform) => {
  expect(drawsPictures(stream, env, platform)).toBe(draws);
});
