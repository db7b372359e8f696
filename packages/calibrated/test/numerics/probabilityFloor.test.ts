import { expect, it } from "vitest";

import { naturalLog } from "../../src/numerics/naturalLog.ts";
import { leastLog, probabilityFloor } from "../../src/numerics/probabilityFloor.ts";

it("has the logarithm that is written beside it", () => {
  expect(leastLog).toBe(naturalLog(probabilityFloor));
});
