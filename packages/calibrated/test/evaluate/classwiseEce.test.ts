import { describe } from "vitest";

import { classwiseEce } from "../../src/evaluate/classwiseEce.ts";
import { followsItsDefinition } from "./evaluationGoldens.ts";

describe("classwiseEce", () => {
  followsItsDefinition("classwiseEce", (table) => classwiseEce(table).value);
});
