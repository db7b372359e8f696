import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Progress } from "../../src/terminal/progress.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A stream that keeps what is written. */
function stream(isTTY: boolean): { readonly written: string[]; readonly stream: NodeJS.WriteStream } {
  const written: string[] = [];
  const fake = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  return { written, stream: fake };
}

describe("Progress", () => {
  it("says nothing for work under two seconds", () => {
    const { written, stream: target } = stream(false);
    const progress = new Progress(target);
    for (let i = 0; i < 20; i++, vi.advanceTimersByTime(99)) progress.report("reading");
    progress.end();
    expect(written).toEqual([]);
  });

  it("says at most once a second how far longer work is", () => {
    const { written, stream: target } = stream(false);
    const progress = new Progress(target);
    for (let i = 0; i < 40; i++, vi.advanceTimersByTime(100)) progress.report("reading");
    progress.end();
    expect(written).toEqual(["reading, 2 s\n", "reading, 3 s\n"]);
  });

  it("counts what is done", () => {
    const { written, stream: target } = stream(false);
    const progress = new Progress(target);
    vi.advanceTimersByTime(2000);
    progress.report("rows read", 1_234_567);
    expect(written).toEqual(["1,234,567 rows read, 2 s\n"]);
  });

  it("replaces its line on a terminal, and clears it at the end", () => {
    const { written, stream: target } = stream(true);
    const progress = new Progress(target);
    for (let i = 0; i < 40; i++, vi.advanceTimersByTime(100)) progress.report("reading");
    progress.end();
    expect(written).toEqual(["\r\u001b[Kreading, 2 s", "\r\u001b[Kreading, 3 s", "\r\u001b[K"]);
  });
});
