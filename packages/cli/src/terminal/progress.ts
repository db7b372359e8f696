import { count } from "./textTable.ts";

/** Tells on standard error how far a long work is; says nothing for work under two seconds. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #started = performance.now();
  #lastReport = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /**
   * At most one line a second; on a terminal it replaces the one before.
   *
   * @param what - what is being done, or what `done` counts.
   */
  report(what: string, done?: number): void {
    const now = performance.now();
    if (now - this.#started < 2000 || now - this.#lastReport < 1000) return;
    this.#lastReport = now;
    const seconds = Math.round((now - this.#started) / 1000);
    const message = done === undefined ? what : `${count(done)} ${what}`;
    this.#stream.write(
      this.#stream.isTTY ? `\r\u001b[K${message}, ${seconds} s` : `${message}, ${seconds} s\n`,
    );
  }

  /** Clears the line. */
  end(): void {
    if (this.#lastReport > 0 && this.#stream.isTTY) this.#stream.write("\r\u001b[K");
  }
}
