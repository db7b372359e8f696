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
    expect(after).toMatch(
      /^Calibrated: these rows cannot say\. It says 58\.8% \(.*\) on average and is right 55\.0% \(.*\) of the time, as before; these rows do not show that the two differ\.$/,
    );
  });

  it("does not say that calibrated is right as before where it is not", () => {
    const report = exampleReport();
    const { raw, calibrated } = report.headline;
    const accuracy = { value: 0.6, lower: 0.55, upper: 0.65 };
    const moved = { ...report, headline: { raw, calibrated: { ...calibrated!, accuracy } } };
    expect(textsOf(moved)[1]).toMatch(/ is right 60\.0% \(55\.0% to 65\.0%\) of the time[:;]/);
  });

  it("says where a model is off whose averages agree", () => {
    const report = exampleReport();
    const overconfidence = { value: 0.01, lower: -0.01, upper: 0.03 };
    const distance = { value: 0.08, lower: 0.06, upper: 0.1 };
    const textOf = (verdict: "no" | "yes") =>
      textsOf({
        ...report,
        headline: { raw: { ...report.headline.raw, verdict, overconfidence, distance }, calibrated: null },
      })[0];
    expect(textOf("yes")).toMatch(/ of the time; these rows do not show that the two differ\.$/);
    expect(textOf("no")).toMatch(
      / do not show that the two differ, but at each confidence it is off, by 8\.0 \(6\.0 to 10\.0\) points on average\.$/,
    );
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
