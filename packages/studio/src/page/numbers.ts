/** Numbers for people, in the reader's locale. */
const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const fourDigits = new Intl.NumberFormat(undefined, { minimumFractionDigits: 4, maximumFractionDigits: 4 });
const signed = { signDisplay: "exceptZero" } as const;
const signedFourDigits = new Intl.NumberFormat(undefined, {
  minimumFractionDigits: 4,
  maximumFractionDigits: 4,
  ...signed,
});
const signedPercent = new Intl.NumberFormat(undefined, {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  ...signed,
});
const percent = new Intl.NumberFormat(undefined, {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const wholePercent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });
const confidence = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 4 });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeZone: "UTC" });
const size = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });

export function count(value: number): string {
  return whole.format(value);
}

/** "1 row", "2 rows". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

export function score(value: number): string {
  return fourDigits.format(value);
}

export function share(value: number): string {
  return percent.format(value);
}

function withMinus(text: string): string {
  return text.replace("-", "−");
}

/** A difference of shares, with its sign. */
export function signedShare(value: number): string {
  return withMinus(signedPercent.format(value));
}

/** A difference of scores, with its sign. */
export function change(value: number): string {
  return withMinus(signedFourDigits.format(value));
}

export function roughShare(value: number): string {
  return wholePercent.format(value);
}

export function threshold(value: number): string {
  return confidence.format(value);
}

/** A day, of milliseconds since 1970 UTC. */
export function dayInWords(time: number): string {
  return day.format(time);
}

export function bytes(value: number): string {
  if (value < 1000) return `${value} bytes`;
  return value < 1e6 ? `${size.format(value / 1e3)} kB` : `${size.format(value / 1e6)} MB`;
}
