import { describe, expect, it } from "vitest";

import { beyondLabel, exitMark, exitOf } from "../../../src/report/chart/exit.ts";
import { localNumbers } from "../../../src/report/words/localNumbers.ts";

const frame = { left: 0, top: 0, width: 100, height: 100 };
const placesOf = (...places: readonly [number, number][]) => places.map(([x, y]) => ({ x, y }));

describe("exitOf", () => {
  it("is null for what stays inside, its edges included", () => {
    expect(exitOf(placesOf([0, 100], [50, 0], [100, 0]), frame)).toBeNull();
  });

  it("is where a line crosses the edge", () => {
    expect(exitOf(placesOf([0, 100], [40, 50], [60, -150]), frame)).toEqual({ x: 45, y: 0, towards: "up" });
    expect(exitOf(placesOf([0, 100], [80, 50], [120, 40]), frame)).toEqual({
      x: 100,
      y: 45,
      towards: "right",
    });
  });

  it("is the edge that is crossed first where both are", () => {
    expect(exitOf(placesOf([50, 50], [150, -10]), frame)?.towards).toBe("right");
    expect(exitOf(placesOf([50, 50], [110, -50]), frame)?.towards).toBe("up");
  });

  it("is the nearest edge to what begins outside", () => {
    expect(exitOf(placesOf([30, -50]), frame)).toEqual({ x: 30, y: 0, towards: "up" });
    expect(exitOf(placesOf([130, 50]), frame)).toEqual({ x: 100, y: 50, towards: "right" });
  });
});

describe("exitMark", () => {
  it("points out of the frame, and says what is beyond, escaped", () => {
    expect(exitMark({ x: 40, y: 10, towards: "up" }, "raw", "to <b>").text).toBe(
      '<path d="M40,9L45,18L35,18Z" class="dot raw"><title>to &lt;b&gt;</title></path>',
    );
    expect(exitMark({ x: 40, y: 10, towards: "right" }, "raw", "").text).toContain('d="M41,10L32,15L32,5Z"');
  });
});

describe("beyondLabel", () => {
  const up = { x: 0, y: 0, towards: "up" } as const;
  const right = { x: 0, y: 0, towards: "right" } as const;
  const textOf = (...all: Parameters<typeof beyondLabel>[0][number][]) =>
    beyondLabel(all, { x: 90, y: 10 }, localNumbers("en"))?.text.replace(/<[^>]*>/g, "");

  it("says how far the farthest goes, upwards if any does", () => {
    expect(textOf({ exit: up, farthest: 0.5 }, { exit: up, farthest: 1 }, { exit: right, farthest: 2 })).toBe(
      "▲ to 100%",
    );
    expect(textOf({ exit: right, farthest: 0.4 })).toBe("▶ to 40%");
    expect(textOf()).toBeUndefined();
  });
});
