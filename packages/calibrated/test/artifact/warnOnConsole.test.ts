import { expect, it, vi } from "vitest";

import { warnOnConsole } from "../../src/artifact/warnOnConsole.ts";

it("writes to where warnings go", () => {
  const onConsole = vi.spyOn(console, "warn").mockReturnValue();
  warnOnConsole("users/ann.json is missing");
  expect(onConsole.mock.calls).toEqual([["users/ann.json is missing"]]);
  onConsole.mockRestore();
});
