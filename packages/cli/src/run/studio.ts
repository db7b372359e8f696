import { once } from "node:events";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

import { CalibrationError } from "calibrated";
import { fileSystemError } from "calibrated/io";
import open from "open";

import type { StudioFlags } from "../commands/studioCommand.ts";
import { print, printJson, warn, type Context } from "../context.ts";
import { tableFormat } from "../table/tableFormat.ts";
import { listenOnLoopback, studioServer, type OfferedTable } from "./studioServer.ts";

/** Beside the built command; the build puts them there. */
const page = fileURLToPath(new URL("../studio/studio.html", import.meta.url));
const flights = fileURLToPath(new URL("../flights/flights.csv", import.meta.url));

/** `calibrated studio`: serves the page to this computer until it is stopped. */
export async function studio(this: Context, flags: StudioFlags, table?: string): Promise<void> {
  const tables: OfferedTable[] = [
    ...(table === undefined ? [] : [await offered(table)]),
    { name: "flights.csv", path: flights, isExample: true },
  ];
  const { server, token } = await studioServer(page, tables);
  const url = `http://127.0.0.1:${await listenOnLoopback(server, flags.port)}/${token}/`;
  if (flags.json) printJson(this, { url });
  else print(this, `The studio is at ${url}\nOnly this computer can reach it. Stop it with Ctrl-C.`);
  if (flags.open) await openBrowser(this, url);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    this.process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
  await once(server, "close");
}

async function openBrowser(context: Context, url: string): Promise<void> {
  const sorry = (): void => warn(context, "no browser could be opened; open the address yourself.");
  try {
    const browser = await open(url);
    browser.once("error", sorry);
  } catch {
    sorry();
  }
}

async function offered(path: string): Promise<OfferedTable> {
  tableFormat(path, "--input-format");
  try {
    if ((await stat(path)).isFile()) return { name: basename(path), path, isExample: false };
  } catch (error) {
    throw fileSystemError(error, "Cannot open a table", path);
  }
  throw new CalibrationError("not-found", {
    problem: "Cannot open a table",
    expected: "a file",
    found: "something else",
    file: path,
  });
}
