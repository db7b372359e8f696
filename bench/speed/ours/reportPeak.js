// Preloaded into a command, to write the most memory that it had to the file that the environment names.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

process.on("exit", () => {
  const file = process.env.PEAK_FILE;
  if (file !== undefined) writeFileSync(file, String(peakKilobytes()));
});

function peakKilobytes() {
  const status = "/proc/self/status";
  // What the operating system counts for a child can include the parent it was forked from.
  if (existsSync(status)) return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(status, "utf8"))?.[1]);
  return process.resourceUsage().maxRSS;
}
