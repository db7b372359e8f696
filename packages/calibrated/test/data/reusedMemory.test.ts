import { expect, it } from "vitest";

import { reusedMemory } from "../../src/data/reusedMemory.ts";

it("hands out the same memory again, more where more is asked for, and keeps no more than a megabyte", () => {
  const memory = reusedMemory();
  const first = memory(100);
  expect(first).toHaveLength(100);
  const second = memory(50);
  expect(second).toHaveLength(50);
  expect(second.buffer).toBe(first.buffer);
  const most = memory(2 ** 17);
  expect(most).toHaveLength(2 ** 17);
  expect(memory(7).buffer).toBe(most.buffer);
  const large = memory(2 ** 17 + 1);
  expect(large).toHaveLength(2 ** 17 + 1);
  expect(memory(2 ** 17 + 1).buffer).not.toBe(large.buffer);
  expect(memory(7).buffer).toBe(most.buffer);
});
