import { expect, it } from "vitest";

import { frameUpTo, insideFrame } from "../../../src/report/chart/frame.ts";
import { line } from "../../../src/report/chart/svg.ts";

const frame = { left: 10, top: 20, width: 100, height: 50 };

it("cuts marks at a frame, and leaves their places as they are", () => {
  expect(insideFrame(frame, line(0, 0, 200, 200, "grid")).text).toBe(
    '<svg x="10" y="20" width="100" height="50" viewBox="10 20 100 50"><line x1="0" y1="0" x2="200" y2="200" class="grid"/></svg>',
  );
});

it("lets them reach beyond it as far as it is told", () => {
  expect(insideFrame(frame, null, 2).text).toBe(
    '<svg x="8" y="18" width="104" height="54" viewBox="8 18 104 54"></svg>',
  );
});

it("begins where margins end", () => {
  expect(frameUpTo({ left: 10, top: 20 }, 110, 70)).toEqual(frame);
});
