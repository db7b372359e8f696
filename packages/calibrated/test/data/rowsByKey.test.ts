import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { keysOfRows } from "../../src/data/keysOfRows.ts";
import { rowsByKey } from "../../src/data/rowsByKey.ts";

describe("rowsByKey", () => {
  it("gathers rows as lists of them would", () => {
    const ids = fc.array(fc.constantFrom("ann", "bob", "eve", "__proto__", "", null), { maxLength: 30 });
    fc.assert(
      fc.property(ids, (userIds) => {
        const keyOf = (userId: string | null): number => (userId ?? "").length;
        const lists = new Map<number, number[]>();
        for (const [row, userId] of userIds.entries()) {
          lists.set(keyOf(userId), [...(lists.get(keyOf(userId)) ?? []), row]);
        }
        const users = keysOfRows(userIds, keyOf);
        const { rows, starts } = rowsByKey(users);
        const { keys } = users;
        expect(starts).toHaveLength(keys.length + 1);
        expect(keys.map((key, i) => [key, [...rows.subarray(starts[i], starts[i + 1])]])).toEqual([...lists]);
      }),
      { seed: 8, numRuns: 500 },
    );
  });
});
