/** A picture of dots in a terminal: each character is two dots wide and four high. */
export class Braille {
  readonly columns: number;
  readonly rows: number;
  readonly #dots: Uint8Array;
  readonly #marks: (string | undefined)[];
  readonly #styles: (string | undefined)[];

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#dots = new Uint8Array(columns * rows);
    this.#marks = [];
    this.#styles = [];
  }

  /** @param x - from 0 at the left to 1; @param y - from 0 at the bottom to 1. */
  dot(x: number, y: number, style?: string): void {
    const across = Math.round(x * (2 * this.columns - 1));
    const down = Math.round((1 - y) * (4 * this.rows - 1));
    const cell = this.#cell(across >> 1, down >> 2);
    this.#dots[cell]! |= bits[down & 3]![across & 1]!;
    this.#styles[cell] = style ?? this.#styles[cell];
  }

  /** Dots from one place to another. */
  line(from: readonly [number, number], to: readonly [number, number], style?: string): void {
    const steps = Math.max(
      1,
      Math.ceil(Math.abs(to[0] - from[0]) * 2 * this.columns),
      Math.ceil(Math.abs(to[1] - from[1]) * 4 * this.rows),
    );
    for (let i = 0; i <= steps; i++) {
      const share = i / steps;
      this.dot(from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1]), style);
    }
  }

  /** A character in place of the dots at a place. */
  mark(x: number, y: number, character: string, style?: string): void {
    const column = Math.round(x * (this.columns - 1));
    const row = Math.round((1 - y) * (this.rows - 1));
    const cell = this.#cell(column, row);
    this.#marks[cell] = character;
    this.#styles[cell] = style;
  }

  /** @param paint - writes a character in a style. */
  lines(paint: (text: string, style: string) => string): string[] {
    return Array.from({ length: this.rows }, (_, row) =>
      Array.from({ length: this.columns }, (_column, column) => {
        const cell = this.#cell(column, row);
        const dots = this.#dots[cell]!;
        const text = this.#marks[cell] ?? (dots === 0 ? " " : String.fromCharCode(0x2800 + dots));
        const style = this.#styles[cell];
        return style === undefined || text === " " ? text : paint(text, style);
      }).join(""),
    );
  }

  #cell(column: number, row: number): number {
    return row * this.columns + column;
  }
}

/** Of a Braille character, by row and column of the dot. */
const bits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;
