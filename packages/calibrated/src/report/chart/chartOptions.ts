import { localNumbers, type LocalNumbers } from "../words/localNumbers.ts";

/** What every chart may be told. */
export interface ChartOptions {
  /** BCP 47 locale of the numbers, default "en". */
  readonly locale?: string | undefined;
  /** What a screen reader calls the chart; each chart has a default. */
  readonly title?: string | undefined;
  /** In pixels; each chart has a default. */
  readonly width?: number | undefined;
}

/** The numbers of a chart's locale. */
export function numbersFor({ locale = "en" }: ChartOptions): LocalNumbers {
  return localNumbers(locale);
}
