import { expect, it } from "vitest";

import { numbersFor } from "../../../src/report/chart/chartOptions.ts";

it("writes English numbers unless told otherwise", () => {
  expect(numbersFor({}).text(1234.5, "count")).toBe("1,235");
  expect(numbersFor({ locale: "de" }).text(0.5, "score")).toBe("0,5000");
});
