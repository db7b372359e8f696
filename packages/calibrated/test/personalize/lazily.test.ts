import { expect, it } from "vitest";

import { lazily } from "../../src/personalize/lazily.ts";

it("lazily makes nothing before it is asked, and nothing twice", () => {
  let count = 0;
  const thing = lazily(() => ({ count: ++count }));
  expect(count).toBe(0);
  const first = thing();
  expect(thing()).toBe(first);
  expect(count).toBe(1);
});
