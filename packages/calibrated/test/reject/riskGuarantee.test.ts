import { expect, it } from "vitest";

import { riskGuarantee } from "../../src/reject/riskGuarantee.ts";

const certificate = { maxRisk: 0.1, confidence: 0.95, riskUpperBound: 0.09, accepted: 100, errors: 4 };

it("says for whom it holds and what is assumed", () => {
  expect(riskGuarantee(certificate, "all")).toEqual({
    ...certificate,
    holdsFor: "all",
    assumption:
      "Rows to come are like the rows tuned on, in the same mix of users, and independent of each other.",
  });
  expect(riskGuarantee(certificate, "user")!.assumption).toContain("of this user");
  expect(riskGuarantee(certificate, "rest")!.assumption).toContain("without a threshold of their own");
});

it("is null without a certificate", () => {
  expect(riskGuarantee(null, "all")).toBeNull();
  expect(riskGuarantee(undefined, "all")).toBeNull();
});
