/** Names in quotes; a long list is cut with the number left out. */
export function listNames(names: readonly (string | boolean)[]): string {
  const shown = names.slice(0, 20).map((name) => JSON.stringify(name));
  return names.length > 20 ? `${shown.join(", ")} and ${names.length - 20} more` : shown.join(", ");
}
