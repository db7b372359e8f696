import { describe, expect, it } from "vitest";

import { label, line, path, px, svg } from "../../../src/report/chart/svg.ts";

describe("svg", () => {
  it("has a name and a description, escaped", () => {
    expect(svg({ width: 10, height: 5, title: "<a>", description: "b & c" }, line(0, 1, 2, 3, "grid"))).toBe(
      '<svg class="chart" viewBox="0 0 10 5" width="10" height="5" role="img"><title>&lt;a&gt;</title><desc>b &amp; c</desc><line x1="0" y1="1" x2="2" y2="3" class="grid"/></svg>',
    );
  });
});

describe("px", () => {
  it("rounds to tenths, and knows no −0", () => {
    expect([px(1.26), px(-0.01)]).toEqual([1.3, 0]);
  });
});

describe("label", () => {
  it("is text at a place, escaped", () => {
    expect(label(1, 2, "tick", "a<b", "end").text).toBe(
      '<text x="1" y="2" class="tick" text-anchor="end">a&lt;b</text>',
    );
  });
});

describe("path", () => {
  it("is nothing without places", () => {
    expect(path(null, "curve")).toBeNull();
    expect(path("M0,0", "curve")!.text).toBe('<path d="M0,0" class="curve"/>');
  });
});
