import { describe } from "vitest";

import { topLabelL2Error } from "../../src/evaluate/topLabelL2Error.ts";
import { followsItsDefinition } from "./evaluationGoldens.ts";

describe("topLabelL2Error", () => {
  followsItsDefinition("topLabelL2", (table) => topLabelL2Error(table).value);
});
