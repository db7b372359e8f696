// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const hidden = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * A text from data as it can be seen: characters that would act on what stands around them are shown by their number, and
 * spaces alone in quotes.
 */
export function visibleText(text: string): string {
  if (text !== "" && text.trim() === "") return JSON.stringify(text);
  return text.replace(hidden, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
