import type { JSX } from "preact";

import type { OfferedTable } from "../offeredTables.ts";
import type { Studio } from "../studio.ts";
import { CalibrateStep } from "./calibrateStep.tsx";
import { DataStep } from "./dataStep.tsx";
import { DecideStep } from "./decideStep.tsx";
import { SplitStep } from "./splitStep.tsx";
import { TakeStep } from "./takeStep.tsx";
import { useFileDrop } from "./useFileDrop.ts";

/** The one page: from data to what can be taken away. */
export function StudioPage({
  studio,
  examples,
}: {
  readonly studio: Studio;
  /** Tables to try things with. */
  readonly examples: readonly OfferedTable[];
}): JSX.Element {
  const isOver = useFileDrop((file) => void studio.open(file));
  const { facts, splitFacts, isServing } = studio.state;
  return (
    <main class={isOver ? "over" : undefined}>
      <header>
        <h1>Do your classifier’s probabilities mean what they say?</h1>
        <p class="lead">
          Give this page labelled predictions. It fits calibrators, shows what they change, and hands you the
          files. Nothing is uploaded: the page has no way to send anything.
        </p>
      </header>
      <DataStep studio={studio} examples={examples} />
      {facts !== null && <SplitStep studio={studio} facts={facts} />}
      {splitFacts !== null && <CalibrateStep studio={studio} />}
      {isServing && <DecideStep studio={studio} />}
      {isServing && <TakeStep studio={studio} />}
    </main>
  );
}
