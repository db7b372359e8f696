import { describe } from "vitest";

import { meanConfidence } from "../../src/evaluate/meanConfidence.ts";
import { followsItsDefinition } from "./evaluationGoldens.ts";

describe("meanConfidence", () => {
  followsItsDefinition("meanConfidence", meanConfidence);
});
