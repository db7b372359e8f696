import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import type { Work } from "../studioState.ts";
import { count } from "./numbers.ts";

const texts: Readonly<Record<Work, string>> = {
  fitting: "Fitting",
  scoring: "Scoring",
  intervals: "Resampling, to see how sure the numbers are",
};

/** What is being computed, for how long already, and a way out. */
export function WorkStatus({
  work,
  share,
  onCancel,
}: {
  readonly work: Work | null;
  /** How much of a fit is done; null if nobody can tell. */
  readonly share: number | null;
  readonly onCancel: () => void;
}): JSX.Element {
  const seconds = useSeconds(work);
  return (
    <div class="work">
      <span role="status">{work === null ? "" : `${texts[work]} …`}</span>
      {work !== null && (
        <>
          {" "}
          {work === "fitting" && share !== null && <progress value={share} aria-label="Users fitted" />}
          {seconds > 0 && <span aria-hidden="true"> {count(seconds)} s</span>}{" "}
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        </>
      )}
    </div>
  );
}

/** How many seconds the work has taken. */
function useSeconds(work: Work | null): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    if (work === null) return undefined;
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return (): void => clearInterval(timer);
  }, [work]);
  return seconds;
}
