/** Says what nobody asked to be told of where a person may see it. */
export function warnOnConsole(message: string): void {
  const { console } = globalThis as unknown as {
    readonly console: { readonly warn: (text: string) => void };
  };
  console.warn(message);
}
