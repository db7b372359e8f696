// How often the promise of tuneRejectThreshold({ goal: "risk" }) is broken, and what it costs in coverage.
//   npm run build && node scripts/simulateRejectGuarantee.js
import { seededRandom } from "../packages/calibrated/dist/numerics/seededRandom.js";
import { mostBroken, simulate, worlds } from "./rejectSimulation.js";

const repetitions = 1000;
const confidence = 0.95;

console.log(
  `${repetitions} repetitions of each world; a promise may be broken in ${Math.round(100 * (1 - confidence))} % of them,`,
);
console.log(
  `up to ${mostBroken(repetitions, 1 - confidence).toFixed(0)} by chance. Coverage is the mean where there is a promise.\n`,
);
const line = (/** @type {string[]} */ ...cells) =>
  console.log(cells.map((cell, i) => (i < 2 ? cell.padEnd(i === 0 ? 36 : 16) : cell.padStart(11))).join(""));
line("world, risk ≤ 0.2", "for whom", "promised", "broken", "coverage");
for (const [seed, world] of worlds.entries()) {
  const random = seededRandom(seed).share;
  const { certified, plugIn, oracle } = simulate(world, {
    repetitions,
    confidence,
    random,
  });
  const tallies = [
    ...[...certified].sort(([a], [b]) => a.localeCompare(b)),
    /** @type {const} */ (["(observed risk)", plugIn]),
    /** @type {const} */ (["(knows truth)", oracle]),
  ];
  for (const [i, [who, { promises, broken, coverage }]] of tallies.entries()) {
    const mean = promises === 0 ? "–" : `${((100 * coverage) / promises).toFixed(1)} %`;
    line(i === 0 ? world.name : "", who, String(promises), String(broken), mean);
  }
}
