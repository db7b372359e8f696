import { describe, expect, it } from "vitest";

import { buildReport } from "../../../src/report/buildReport.ts";
import { answers, exampleInWords } from "../../../src/report/words/answers.ts";
import { localNumbers } from "../../../src/report/words/localNumbers.ts";
import { phraseText } from "../../../src/report/words/phrase.ts";
import { exampleReport } from "../exampleReport.ts";

const textsOf = (report: Parameters<typeof answers>[0]) =>
  answers(report).map((phrase) => phraseText(phrase, localNumbers("en")));

describe("answers", () => {
  it("says what is said and what is true, which way it is off and by how much", () => {
    const [before, after] = textsOf(exampleReport());
    expect(before).toMatch(
      /^No\. The model says 70\.0% \(.*\) on average and is right 55\.0% \(.*\) of the time: it is over-confident by 15\.0 \(.*\) points\.$/,
    );
    expect(after).toMatch(/^Calibrated: .* and is as often right/);
  });

  it("says what the threshold that was asked for does", () => {
    expect(textsOf(exampleReport({ threshold: 0.6 }))[2]).toMatch(
      /^Accepting from 0\.60 keeps .* of the rows; .* are wrong here\.$/,
    );
    expect(textsOf(exampleReport({ threshold: 1 }))[2]).toMatch(
      /^Accepting from 1\.00 keeps 0\.0%.* of the rows: none\.$/,
    );
  });

  it("says what a risk costs, what it promises, or how near the rows come", () => {
    expect(textsOf(exampleReport({ maxRisk: 0.4 }))[2]).toMatch(
      /with at most 40% wrong, which holds with 95% confidence; /,
    );
    expect(textsOf(exampleReport({ maxRisk: 0.001 }))[2]).toMatch(
      /^No threshold lets these rows certify that at most 0\.1% of the accepted ones are wrong; the least that they certify is /,
    );
  });

  it("does not claim what one row cannot show", () => {
    expect(textsOf(buildReport({ probabilities: [[0.7, 0.3]], labels: [0] }))[0]).toBe(
      "These rows cannot say. The model says 70.0% on average and is right 100.0% of the time; there are too few rows to say how sure these numbers are.",
    );
  });
});

describe("exampleInWords", () => {
  it("takes the bin that most rows are misjudged in, if it has enough", () => {
    const { bins } = exampleReport().reliability.raw;
    expect(phraseText(exampleInWords(bins)!, localNumbers("en"))).toMatch(
      /^Of the 40 rows of which it was \d+% to \d+% sure, \d+% were right\.$/,
    );
    expect(exampleInWords(bins.map((bin) => ({ ...bin, rows: Math.min(bin.rows, 10) })))).toBeNull();
  });
});
