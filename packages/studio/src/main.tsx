import * as Comlink from "comlink";
import { render } from "preact";

import { offeredTables } from "./offeredTables.ts";
import { StudioPage } from "./page/studioPage.tsx";
import { Studio, type StudioThread } from "./studio.ts";
import { passErrorCodes } from "./worker/errorCodes.ts";
import type { StudioServices } from "./worker/studioWorker.ts";
import StudioWorker from "./worker/studioWorker.ts?worker&inline";

passErrorCodes();

function startThread(): StudioThread {
  const worker = new StudioWorker();
  return { services: Comlink.wrap<StudioServices>(worker), end: () => worker.terminate() };
}

const offers = offeredTables();
const root = document.querySelector("#studio")!;
const studio = new Studio({
  startThread,
  now: (): Date => new Date(),
  onChange: show,
});

function show(): void {
  render(<StudioPage studio={studio} examples={offers.filter(({ isExample }) => isExample)} />, root);
}

show();
const given = offers.find(({ isExample }) => !isExample);
if (given !== undefined) void studio.openOffered(given);
