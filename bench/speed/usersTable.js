import { once } from "node:events";
import { createWriteStream } from "node:fs";

import { rowsOfUsers } from "./seededRows.js";

/** A large table of users. */
export const usersShape = { users: 2_000, rowsPerUser: 500, classes: 10 };

/**
 * Writes it as CSV. Half of each user's rows are to fit on, half to judge on.
 *
 * @param {string} file
 */
export async function writeUsersTable(file) {
  const { probabilities, labels, users } = rowsOfUsers(1, usersShape);
  const { classes } = usersShape;
  const names = Array.from({ length: classes }, (_, j) => `class_${j}`);
  const out = createWriteStream(file);
  out.write(`user_id,timestamp,label,split,${names.map((name) => `p_${name}`).join(",")}\n`);
  for (const [row, label] of labels.entries()) {
    const time = new Date(Date.UTC(2026, 0, 1) + row * 1_800_000).toISOString();
    const split = row % 2 === 0 ? "fit" : "test";
    const values = probabilities.subarray(row * classes, (row + 1) * classes).join(",");
    if (!out.write(`user ${users[row]},${time},${names[label]},${split},${values}\n`))
      await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}
