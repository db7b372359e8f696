import { expect, it } from "vitest";

import { shortened } from "../../../src/report/chart/shortened.ts";
import { textWidth } from "../../../src/report/chart/textWidth.ts";

it("cuts names by what they take, wide ones earlier, and shows empty ones", () => {
  expect(shortened("meeting", 70)).toBe("meeting");
  expect(shortened("a meeting with the others", 70)).toBe("a meet…");
  expect(shortened("WWWWWWWWWWWW", 70)).toBe("WWWW…");
  expect(shortened("", 70)).toBe('""');
});

it("cuts between characters, and leaves one", () => {
  expect(shortened("😀😀😀😀", 50)).toBe("😀😀…");
  expect(shortened("meeting", 1)).toBe("m…");
});

it("makes what fits", () => {
  for (const name of ["iiiiiiiiiiiiiiiiiiii", "Übergrößen und Maße", "日本語の長いクラスの名前です"])
    for (const width of [40, 80, 120]) expect(textWidth(shortened(name, width))).toBeLessThanOrEqual(width);
});
