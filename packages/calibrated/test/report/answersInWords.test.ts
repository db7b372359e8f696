import { expect, it } from "vitest";

import { answersInWords } from "../../src/report/answersInWords.ts";
import { exampleReport } from "./exampleReport.ts";

it("answers in plain sentences, in the numbers of a locale", () => {
  const [before, after, accepting] = answersInWords(exampleReport({ threshold: 0.6 }), { locale: "de" });
  expect(before).toMatch(/^No\. The model says 70,0\s% \(.* zu|^No\. The model says 70,0\s% \(/);
  expect(after).toMatch(/^Calibrated: /);
  expect(accepting).toMatch(/^Accepting from 0,60 keeps /);
});
