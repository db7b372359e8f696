import { describe, expect, it } from "vitest";

import { reliability } from "../../../src/evaluate/reliability.ts";
import {
  axisTitles,
  insideSquare,
  scaleEnd,
  scaleInWords,
  squareAxes,
  squareFrame,
  unitSquare,
} from "../../../src/report/chart/unitSquare.ts";
import { localNumbers } from "../../../src/report/words/localNumbers.ts";

const square = unitSquare(10, 20, 100, 0.5);

describe("unitSquare", () => {
  it("puts 0 at the lower left and its end at the upper right", () => {
    expect([square.x(0), square.y(0), square.x(0.5), square.y(0.5)]).toEqual([10, 120, 110, 20]);
  });

  it("does not put what is beyond its end onto its edge", () => {
    expect([square.x(1), square.y(1)]).toEqual([210, -80]);
  });
});

describe("squareFrame", () => {
  it("is what the axes enclose", () => {
    expect(squareFrame(square)).toEqual({ left: 10, top: 20, width: 100, height: 100 });
  });
});

describe("insideSquare", () => {
  it("cuts only where a scale ends before all shares", () => {
    expect(insideSquare(square, "x").text).toMatch(/^<svg x="10" y="20" width="100" height="100" /);
    expect(insideSquare(unitSquare(10, 20, 100), "x").text).toBe("x");
  });
});

describe("scaleInWords", () => {
  it("tells of a scale that ends early", () => {
    expect(scaleInWords(0.2, localNumbers("en"))).toBe(
      " Both scales end at 20%; what goes on beyond is cut there.",
    );
    expect(scaleInWords(1, localNumbers("en"))).toBe("");
  });
});

describe("scaleEnd", () => {
  const binsOf = (confidence: number, classes: number) =>
    reliability({
      probabilities: Array.from({ length: 50 }, () => [
        confidence,
        ...Array.from({ length: classes - 1 }, () => (1 - confidence) / (classes - 1)),
      ]),
      labels: Array.from({ length: 50 }, () => 1),
    });

  it("is 1, unless all rows lie far below", () => {
    expect(scaleEnd(binsOf(0.9, 2))).toBe(1);
    expect(scaleEnd(binsOf(0.3, 10))).toBe(0.5);
    expect(scaleEnd(binsOf(0.05, 100))).toBe(0.1);
  });
});

describe("squareAxes", () => {
  it("has a line and two numbers at each part of the scale, and the diagonal", () => {
    const { text } = squareAxes(square, localNumbers("en"), [0, 1]);
    expect(text.match(/class="grid"/g)).toHaveLength(4);
    expect(text.match(/>50\.0%</g)).toHaveLength(2);
    expect(text).toContain('<line x1="10" y1="120" x2="110" y2="20" class="diagonal"/>');
  });
});

describe("axisTitles", () => {
  it("says which way an axis goes", () => {
    expect(axisTitles(square, "says", "is").text).toMatch(/↑ is<.*>says →</);
  });
});
