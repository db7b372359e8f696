import type { FitWarning } from "calibrated";

import { count, userInWords } from "../terminal/textTable.ts";

/** How many users a warning names before it only counts them. */
const namedUsers = 3;

/** The warnings of a fit, each said once with the users it concerns, options by their flags. */
export function fitWarningsInWords(warnings: readonly FitWarning[]): string[] {
  const users = new Map<string, string[]>();
  const lines: string[] = [];
  for (const { userId, message } of warnings) {
    const text = message.replace(
      /\bmin(Windows|Days|Labels)\b/g,
      (_, what: string) => `--min-${what.toLowerCase()}`,
    );
    const known = users.get(text);
    if (userId === undefined) lines.push(text);
    else if (known === undefined) users.set(text, [userId]);
    else known.push(userId);
  }
  for (const [text, ids] of users) {
    const named = ids.slice(0, namedUsers).map(userInWords).join(", ");
    const more =
      ids.length > namedUsers ? ` and ${count(ids.length - namedUsers)} more (--json lists all)` : "";
    lines.push(`${ids.length === 1 ? "user" : "users"} ${named}${more}: ${text}`);
  }
  return lines;
}
