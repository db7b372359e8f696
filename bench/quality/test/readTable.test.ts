import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import { readTable } from "../readTable.js";

test(
  "the rows of a user stand in the order of time, however they stand in the file",
  { timeout: 30_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "calibrated-quality-"));
    try {
      const path = join(folder, "mixed.csv");
      const line = (user: string, day: number, split: string): string =>
        `${user},2026-01-0${day},${split},a,0.${day},${(10 - day) / 10}`;
      const lines = [
        line("bob", 2, "fit"),
        line("ann", 3, "fit"),
        line("bob", 4, "test"),
        line("ann", 1, "fit"),
      ];
      writeFileSync(path, ["user_id,timestamp,split,label,p_a,p_b", ...lines].join("\n"));
      const { fit, test: held } = await readTable({ name: "mixed", path });
      expect(fit.userIds).toEqual(["ann", "ann", "bob"]);
      expect(Array.from(fit.probabilities.data.filter((_, i) => i % 2 === 0))).toEqual([0.1, 0.3, 0.2]);
      expect(held.userIds).toEqual(["bob"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
