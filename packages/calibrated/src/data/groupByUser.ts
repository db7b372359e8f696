/** The rows of each user, in one pass; users in order of first appearance, rows ascending. */
export function groupByUser(userIds: readonly (string | null)[]): Map<string | null, number[]> {
  const groups = new Map<string | null, number[]>();
  for (let row = 0; row < userIds.length; row++) {
    const userId = userIds[row]!;
    const rows = groups.get(userId);
    if (rows === undefined) groups.set(userId, [row]);
    else rows.push(row);
  }
  return groups;
}
