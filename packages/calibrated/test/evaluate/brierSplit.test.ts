import { describe } from "vitest";

import { brierSplit } from "../../src/evaluate/brierSplit.ts";
import { followsItsDefinition } from "./evaluationGoldens.ts";

describe("brierSplit", () => {
  followsItsDefinition("brierSplit", (table) => ({ ...brierSplit(table) }));
});
