// Pooled fits of 1,000,000 users with ten rows each: how long they take, and in how much memory.
//   npm run build && node --max-old-space-size=20000 bench/speed/millionUsers.js [users]
import { fitCalibratorStore } from "calibrated";

import { rowsOfUsers } from "./seededRows.js";

const users = Number(process.argv[2] ?? 1_000_000);
const shape = { users, rowsPerUser: 10, classes: 8 };
const { probabilities, labels, users: userOf } = rowsOfUsers(3, shape);
const ids = Array.from({ length: users }, (_, user) => `user ${user}`);
const table = {
  probabilities: { data: probabilities, dims: [labels.length, shape.classes] },
  labels,
  userIds: Array.from(userOf, (user) => ids[user]),
};
for (const method of /** @type {const} */ (["temperature", "auto"])) {
  const began = performance.now();
  const { store } = fitCalibratorStore(table, { method, personalization: "pooled" });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const most = ((process.resourceUsage().maxRSS * 1024) / 1e9).toFixed(1);
  console.log(
    `${method}: ${seconds} s, ${most} GB at most, ${store.userIds.length} of ${users} users by their own`,
  );
}
