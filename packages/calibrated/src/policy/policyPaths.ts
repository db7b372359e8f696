/** Either separator counts on every system, since a policy may have been written on another one. */
const separator = /[/\\]+/;

/** Whether a path of a policy is absolute, or climbs out of the folder that it is relative to. */
export function leavesHome(path: string): boolean {
  if (/^(?:[/\\]|[a-z]:)/i.test(path)) return true;
  let depth = 0;
  for (const part of path.split(separator)) {
    if (part === "..") depth--;
    else if (part !== "." && part !== "") depth++;
    if (depth < 0) return true;
  }
  return false;
}

/** The name of the folder that a path leads to. */
export function lastPart(path: string): string {
  const parts = path.split(separator).filter((part) => part !== "" && part !== ".");
  return parts.at(-1) ?? "";
}
