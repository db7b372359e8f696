import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";

import { CalibrationError } from "calibrated";

/** A table that the page can fetch. */
export interface OfferedTable {
  readonly name: string;
  readonly path: string;
  /** Whether it is there to try things with; others are opened at once. */
  readonly isExample: boolean;
}

/**
 * A server of the studio's page and of tables, below a path that nobody can guess. It answers nobody who calls it by
 * another name than this computer's, as a page elsewhere would whose name was made to point here.
 *
 * @param page - the path of the page.
 */
export async function studioServer(
  page: string,
  tables: readonly OfferedTable[],
): Promise<{ readonly server: Server; readonly token: string }> {
  const token = randomBytes(24).toString("base64url");
  const html = withTables(await readFile(page, "utf8"), tables);
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = isAllowed(request) ? request.url : undefined;
    const table = tables.find((_, place) => path === `/${token}/${tablePath(place)}`);
    for (const [name, value] of headers) response.setHeader(name, value);
    if (path === `/${token}/`) {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(request.method === "HEAD" ? undefined : html);
    } else if (table !== undefined) {
      response.setHeader("content-type", "application/octet-stream");
      response.setHeader("content-length", (await stat(table.path)).size);
      if (request.method === "HEAD") response.end();
      else await pipeline(createReadStream(table.path), response);
    } else {
      response.statusCode = 404;
      response.end();
    }
  };
  return { server, token };
}

const headers: readonly (readonly [name: string, value: string])[] = [
  ["cache-control", "no-store"],
  ["content-security-policy", "frame-ancestors 'none'"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["referrer-policy", "no-referrer"],
  ["x-content-type-options", "nosniff"],
];

function isAllowed({ method, headers: { host }, socket }: IncomingMessage): boolean {
  const names = [`127.0.0.1:${socket.localPort}`, `localhost:${socket.localPort}`];
  return (method === "GET" || method === "HEAD") && host !== undefined && names.includes(host);
}

function tablePath(place: number): string {
  return `tables/${place}`;
}

/** The page told of the tables, which it may fetch. */
function withTables(html: string, tables: readonly OfferedTable[]): string {
  const offers = tables.map(({ name, isExample }, place) => ({ name, isExample, path: tablePath(place) }));
  const content = JSON.stringify(offers)
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;");
  return html
    .replace("connect-src 'none'", "connect-src 'self'")
    .replace("<title>", () => `<meta name="calibrated-tables" content="${content}" />\n    <title>`);
}

/** Listens on this computer's own address; returns the port. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch (error) {
    const { code = "an unknown error" } = error as NodeJS.ErrnoException;
    throw new CalibrationError(
      "file-system",
      {
        problem: `Cannot listen on port ${port}`,
        expected: "a free port",
        found: code,
        hint: "Choose another with --port, or leave it out.",
      },
      { cause: error },
    );
  }
  return (server.address() as AddressInfo).port;
}
