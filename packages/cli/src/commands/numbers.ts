/** A number that is not negative, from a flag's text. */
export function notNegative(text: string): number {
  return within(text, Infinity, "a number that is not negative");
}

/** A number from 0 to 1, from a flag's text. */
export function fraction(text: string): number {
  return within(text, 1, "a number from 0 to 1");
}

/** A number above 0 and below 1, from a flag's text. */
export function insideFraction(text: string): number {
  const value = fraction(text);
  if (value > 0 && value < 1) return value;
  throw new Error("expected a number above 0 and below 1");
}

function within(text: string, max: number, expected: string): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (value >= 0 && value <= max) return value;
  throw new Error(`expected ${expected}`);
}

/** A whole number that is not negative, from a flag's text. */
export function wholeNumber(text: string): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new Error("expected a whole number that is not negative");
}

const units = { MB: 1e6, GB: 1e9, TB: 1e12 };

/** A number of bytes, from a flag's text such as "500MB". */
export function byteSize(text: string): number {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*(MB|GB|TB)\s*$/i.exec(text) ?? [];
  const bytes = Number(number) * units[(unit ?? "").toUpperCase() as keyof typeof units];
  if (bytes > 0) return bytes;
  throw new Error('expected a size above 0, such as "500MB" or "4GB"');
}

export function sizeInWords(bytes: number): string {
  const [divisor, unit] = bytes < 1e9 ? [1e6, "MB"] : [1e9, "GB"];
  return `${Number((bytes / divisor).toPrecision(3))} ${unit}`;
}

/** A port to listen on, from a flag's text. */
export function port(text: string): number {
  const value = wholeNumber(text);
  if (value <= 65_535) return value;
  throw new Error("expected a whole number from 0 to 65535");
}
