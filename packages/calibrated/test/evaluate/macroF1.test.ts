import { describe } from "vitest";

import { macroF1 } from "../../src/evaluate/macroF1.ts";
import { followsItsDefinition } from "./evaluationGoldens.ts";

describe("macroF1", () => {
  followsItsDefinition("macroF1", macroF1);
});
