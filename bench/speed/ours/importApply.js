// How long the serving entry point takes to load.
import { performance } from "node:perf_hooks";

const start = performance.now();
await import("calibrated/apply");
process.stdout.write(`${JSON.stringify({ milliseconds: performance.now() - start })}\n`);
