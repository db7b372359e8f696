import { performance } from "node:perf_hooks";

import { writeValues } from "./rawFiles.js";

const [resultFile, ...given] = process.argv.slice(2);

/** What the work was asked for, after the file for its result. */
export const workArguments = given;

const shortest = 1000;
const longest = 10_000;

/**
 * Calls once to warm up, then again for at least a second, and prints the median time of a call for run.js; writes what
 * the call gave for comparison, if a file is named for it. A call of more than 10 seconds has warmed up by itself, and is
 * not made again.
 *
 * @template Value
 * @param {() => Value} call
 * @param {(value: Value) => ArrayLike<number>} resultOf
 * @param {{ times?: number }} [options] - how often `call` itself repeats what is measured
 */
export function measure(call, resultOf, { times = 1 } = {}) {
  const timed = () => {
    const start = performance.now();
    const value = call();
    return { value, duration: performance.now() - start };
  };
  let last = timed();
  const durations = last.duration > longest ? [last.duration] : [];
  for (let spent = 0; spent < shortest && last.duration <= longest; spent += last.duration) {
    last = timed();
    durations.push(last.duration);
  }
  durations.sort((a, b) => a - b);
  const { value } = last;
  saveResult(() => resultOf(value));
  process.stdout.write(`${JSON.stringify({ milliseconds: durations[durations.length >> 1] / times })}\n`);
}

/** @param {() => ArrayLike<number>} resultOf */
export function saveResult(resultOf) {
  if (resultFile !== "-") writeValues(resultFile, Float64Array.from(resultOf()));
}
