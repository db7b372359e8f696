import { GrowingColumn } from "./growingColumn.ts";

/** A column of texts: each different one once, and its number in each row; −1 where there is none. */
export interface CodedTexts {
  readonly texts: readonly string[];
  readonly codes: Int32Array<ArrayBuffer>;
}

/** Numbers the texts of a column in the order in which they first appear. */
export class TextColumn {
  readonly #texts: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #codes = new GrowingColumn((length) => new Int32Array(length));

  get differentTexts(): number {
    return this.#texts.length;
  }

  append(rowCount: number, textAt: (row: number) => string | null): void {
    const codes = this.#codes.extend(rowCount);
    for (let row = 0; row < rowCount; row++) {
      const text = textAt(row);
      codes[row] = text === null ? -1 : this.#numberOf(text);
    }
  }

  get coded(): CodedTexts {
    return { texts: this.#texts, codes: this.#codes.numbers };
  }

  #numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#texts.push(text) - 1;
      this.#numbers.set(text, number);
    }
    return number;
  }
}
