import { chooseShrinkage } from "./chooseShrinkage.ts";
import type { Shrinkage } from "./deviationFit.ts";
import type { PooledUsers } from "./pooledProblem.ts";
import type { PooledFamily } from "./populationFit.ts";
import type { UserMembers } from "./userRows.ts";

/** As many users as learning the shrinkage needs, if these have as many rows as it needs. */
const mostUsers = 2000;
const fewestUsers = 300;
const enoughRows = 30_000;

/**
 * How far users are from what they have in common, learned from some of them, evenly from all.
 *
 * @param rowCount - of all users together.
 */
export function learnShrinkage(
  users: readonly UserMembers[],
  rowCount: number,
  heldOut: PooledUsers["heldOut"],
  family: PooledFamily,
): Shrinkage {
  const wanted = Math.ceil((enoughRows * users.length) / rowCount);
  const count = Math.min(users.length, mostUsers, Math.max(fewestUsers, wanted));
  const some = Array.from({ length: count }, (_, i) => users[Math.floor((i * users.length) / count)]!);
  return chooseShrinkage(some.map(heldOut), family).shrinkage;
}
