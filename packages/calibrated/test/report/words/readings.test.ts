import { describe, expect, it } from "vitest";

import { localNumbers } from "../../../src/report/words/localNumbers.ts";
import { phraseText } from "../../../src/report/words/phrase.ts";
import {
  confidenceReadings,
  reliabilityReadings,
  scaleReadings,
} from "../../../src/report/words/readings.ts";

const textOf = (view: "corp" | "binned") =>
  reliabilityReadings(0.8)
    .filter((reading) => reading.view === view)
    .map(({ phrase }) => phraseText(phrase, localNumbers("en")));

describe("reliabilityReadings", () => {
  it("explains a band where there is one, and intervals where they are", () => {
    expect(textOf("corp")).toEqual([expect.stringMatching(/At each place 80% of the curves .* grey band\./)]);
    expect(textOf("binned")).toEqual([expect.stringMatching(/Each dot is a bin .* exact 80% interval/)]);
    expect(textOf("binned")[0]).not.toContain("band");
  });
});

describe("scaleReadings", () => {
  it("tells of a scale that ends early, and nothing of a whole one", () => {
    const [reading] = scaleReadings(0.2);
    expect(phraseText(reading!.phrase, localNumbers("en"))).toMatch(/^The scale ends at 20%, .* arrowhead/);
    expect(scaleReadings(1)).toEqual([]);
  });
});

describe("confidenceReadings", () => {
  it("says what is filled and what is pale, whatever is chosen elsewhere", () => {
    expect(confidenceReadings.map(({ view }) => view)).toEqual([undefined]);
    expect(phraseText(confidenceReadings[0]!.phrase, localNumbers("en"))).toContain("the pale part wrong");
  });
});
