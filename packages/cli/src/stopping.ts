/** Something that a stopped process must wait for, once it was told to end. */
interface Work {
  readonly interrupt: () => void;
}

const running = new Set<Work>();
let exitCode: number | null = null;

/**
 * Ends the process, now or as soon as the work that {@link finishBeforeExit} was told of is over: its threads may wait for
 * this one, which the exit would keep waiting for them.
 */
export function exitWhenPossible(code: number): void {
  if (running.size === 0) process.exit(code);
  exitCode = code;
  for (const { interrupt } of running) interrupt();
}

/** Whether the process only waits for work to end. */
export function isStopping(): boolean {
  return exitCode !== null;
}

/** @param interrupt - makes the work end soon. */
export async function finishBeforeExit<T>(work: Promise<T>, interrupt: () => void): Promise<T> {
  const one = { interrupt };
  running.add(one);
  try {
    return await work;
  } finally {
    running.delete(one);
    if (exitCode !== null) exitWhenPossible(exitCode);
  }
}
