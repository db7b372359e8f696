import type { JSX } from "preact";
import { useState } from "preact/hooks";

import type { Studio } from "../studio.ts";
import { commandLines } from "../take/commandLines.ts";
import { saveFile } from "../take/saveFile.ts";
import { locale } from "./chart.tsx";
import { roughShare } from "./numbers.ts";
import { ProblemNote } from "./problemNote.tsx";
import { StepSection } from "./stepSection.tsx";
import { visibleText } from "./visibleText.ts";

/** What can be taken away: the store, the calibrated table, and the commands that do the same. */
export function TakeStep({ studio }: { readonly studio: Studio }): JSX.Element {
  const { threshold, report, problems } = studio.state;
  const [written, setWritten] = useState<number | null>(null);
  const saveStore = async (): Promise<void> => saveFile(await studio.storeArchive(), "store.zip");
  const saveTable = async (): Promise<void> => {
    setWritten(0);
    const table = await studio.calibratedTable(setWritten);
    setWritten(null);
    if (table !== null) saveFile(table, "calibrated.csv");
  };
  const [isWriting, setWriting] = useState(false);
  const saveReport = async (): Promise<void> => {
    setWriting(true);
    const page = await studio.reportPage(locale);
    setWriting(false);
    if (page !== null) saveFile(page, "report.html");
  };
  const commands = commandLines(studio.done());
  return (
    <StepSection name="take" title="Take away">
      <ul class="downloads">
        <li>
          <button type="button" onClick={() => void saveStore()}>
            The store
          </button>
          <span>the fitted calibrators, as the command line and the library read them, once unzipped</span>
        </li>
        <li>
          <button type="button" disabled={written !== null} onClick={() => void saveTable()}>
            The calibrated table
          </button>
          <span role="status">
            {written === null
              ? `every row of the file, calibrated${threshold === null ? "" : ", with the decision"}, as CSV`
              : `writing, ${roughShare(written)}`}
          </span>
        </li>
        <li>
          <button type="button" disabled={report === null || isWriting} onClick={() => void saveReport()}>
            The report
          </button>
          <span role="status">
            {isWriting ? "writing …" : "a page for everybody who was not here, with all intervals"}
          </span>
        </li>
      </ul>
      <ProblemNote problem={problems.take} />
      <p class="hint">The same on the command line:</p>
      <pre tabIndex={0} aria-label="Commands">
        {commands.map(visibleText).join("\n")}
      </pre>
    </StepSection>
  );
}
