import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The commit that is checked out in the current folder; empty if there is none, or no git. */
export async function gitCommit(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)("git", ["rev-parse", "HEAD"], { timeout: 5000 });
    return stdout.trim();
  } catch {
    return "";
  }
}
