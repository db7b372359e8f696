import { call, count, gridSearch, ours, peerOf, rowLoop, shape } from "./work.js";

/** @import { Sizes } from "../sizes.js" */
/** @import { Work } from "./work.js" */

/**
 * @param {Sizes} sizes
 * @returns {Work[]}
 */
export function userWorks({ rows, users, rowsPerUser }) {
  const all = [String(users * rowsPerUser), "8", String(users)];
  const some = ["shuffled-users", String(rows), "8", String(users)];
  const people = `${count(users)} users × ${rowsPerUser} rows × 8 classes`;
  const fit = peerOf("user_fits.py", { relative: 1e-2 });
  const apply = peerOf("user_apply.py", { absolute: 1e-13 });
  const separate = ours("userFits", ["shuffled-users", ...all], "given", "separate");
  return [
    call("users-fit-shuffled", `a temperature each, ${people}, shuffled`, separate, [
      fit(`${gridSearch}, user by user`, ["shuffled-users", ...all], 25),
    ]),
    call(
      "users-fit-grouped",
      `a temperature each, ${people}, grouped`,
      ours("userFits", ["users", ...all], "given", "separate"),
      [fit(`${gridSearch}, user by user`, ["users", ...all], 45)],
    ),
    call(
      "users-apply",
      `apply ${count(users)} users' temperatures, ${shape(rows, 8)}`,
      ours("userApply", some, "given"),
      [
        apply(rowLoop, [...some, "row-loop"], 300),
        apply("NumPy, a temperature per row", [...some, "vectorised"], 3),
      ],
    ),
    call(
      "users-pooled",
      `pooled fit, ${people}, shuffled`,
      ours("userFits", ["shuffled-users", ...all], "given", "pooled"),
      [{ name: "our separate fits", ...separate, target: 0.5 }],
    ),
    call(
      "users-pooled-gated",
      `pooled fit that must prove itself, ${people}, shuffled`,
      ours("userFits", ["shuffled-users", ...all], "given", "gated"),
      [{ name: "our separate fits", ...separate }],
    ),
    call(
      "users-pooled-chosen",
      `pooled fit that chooses a method and must prove itself, ${people}, shuffled`,
      ours("userFits", ["shuffled-users", ...all], "given", "chosen"),
      [{ name: "our separate fits", ...separate }],
    ),
  ];
}
