import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";

import { endAtSignals } from "../temporaryPaths.ts";
import { count } from "./textTable.ts";

/** Before this many milliseconds nothing is said, and then not more often. */
const patience = 2000;
const pause = 1000;

/** Work on fewer numbers than this is done before anything would be said of it. */
const manyNumbers = 20_000;

/** Tells on standard error how far a long work is; says nothing for work under two seconds. */
export class Progress {
  readonly #stream: NodeJS.WriteStream & { readonly fd?: number };
  readonly #started = performance.now();
  #lastReport = 0;
  #ticker: { readonly isOver: Int32Array; readonly worker: Worker; readonly hearSignals: () => void } | null =
    null;

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
    if (now - this.#started < patience || now - this.#lastReport < pause) return;
    this.#lastReport = now;
    const seconds = Math.round((now - this.#started) / 1000);
    const message = done === undefined ? what : `${count(done)} ${what}`;
    const [before, after] = this.#around();
    this.#stream.write(`${before}${message}, ${seconds} s${after}`);
  }

  /**
   * Says each second what is being done, until `end`: from another thread, since this one is busy with it. Signals end the
   * process meanwhile, of which this thread would hear when all is done.
   *
   * @param numbers - how many the work is on, each as often as it is looked at.
   */
  async during(what: string, numbers: number): Promise<void> {
    const { fd } = this.#stream;
    if (fd === undefined || numbers < manyNumbers || this.#ticker !== null) return;
    // A signal that came while this thread was busy before is heard first.
    await setImmediate();
    const isOver = new Int32Array(new SharedArrayBuffer(4));
    const [before, after] = this.#around();
    const waited = performance.now() - this.#started;
    const workerData = { fd, isOver, before, what, after, waited, patience, pause };
    try {
      const worker = new Worker(ticking, { eval: true, workerData });
      worker.on("error", () => undefined);
      worker.unref();
      this.#ticker = { isOver, worker, hearSignals: endAtSignals() };
    } catch {
      // Where there may be no other thread, nothing is said.
    }
  }

  /** Clears the line. */
  end(): void {
    if (this.#ticker !== null) {
      Atomics.store(this.#ticker.isOver, 0, 1);
      void this.#ticker.worker.terminate();
      this.#ticker.hearSignals();
    }
    const hasSpoken = this.#lastReport > 0 || this.#ticker !== null;
    this.#ticker = null;
    if (hasSpoken && this.#stream.isTTY) this.#stream.write(this.#around()[0]);
  }

  /** What stands before and after a message. */
  #around(): [string, string] {
    return this.#stream.isTTY ? ["\r\u001b[K", ""] : ["", "\n"];
  }
}

/** What the other thread runs. It writes by itself, as its streams would wait for the thread that is busy. */
const ticking = `
const { writeSync } = require("node:fs");
const { fd, isOver, before, what, after, waited, patience, pause } = require("node:worker_threads").workerData;
const started = performance.now() - waited;
const tick = () => {
  if (Atomics.load(isOver, 0) === 1) return;
  const seconds = Math.round((performance.now() - started) / 1000);
  try {
    writeSync(fd, before + what + ", " + seconds + " s" + after);
  } catch {
    return; // Nobody reads it, or not fast enough.
  }
  setTimeout(tick, pause);
};
setTimeout(tick, Math.max(patience - waited, 0));
`;
