// Type-checks what the build does not compile: tests, examples and scripts.
import { spawnSync } from "node:child_process";

const projects = [
  "packages/calibrated/test",
  "packages/cli/test",
  "packages/studio",
  "packages/studio/test",
  "examples",
  "scripts",
  "bench/quality",
  "bench/speed",
];
const compiler = "node_modules/typescript7/bin/tsc";
for (const project of projects) {
  const { status } = spawnSync(process.execPath, [compiler, "--project", project], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
