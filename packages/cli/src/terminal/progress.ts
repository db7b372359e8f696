/** Tells on standard error how far a long work is; says nothing for work under two seconds. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #started = performance.now();
  #lastReport = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** At most one line a second; on a terminal it replaces the one before. */
  report(message: string): void {
    const now = performance.now();
    if (now - this.#started < 2000 || now - this.#lastReport < 1000) return;
    this.#lastReport = now;
    const seconds = Math.round((now - this.#started) / 1000);
    this.#stream.write(
      this.#stream.isTTY ? `\r\u001b[K${message}, ${seconds} s` : `${message}, ${seconds} s\n`,
    );
  }

  /** Clears the line. */
  end(): void {
    if (this.#lastReport > 0 && this.#stream.isTTY) this.#stream.write("\r\u001b[K");
  }
}
