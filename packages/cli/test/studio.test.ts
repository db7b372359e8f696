import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { get, request } from "node:http";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { binary, flights, runCalibrated, temporaryFolder } from "./runCalibrated.ts";

const folder = temporaryFolder();
const table = join(folder, `a"b<c>&'.csv`);
writeFileSync(table, "p_a,p_b,label\n0.9,0.1,a\n");

let studio: ChildProcess;
let address: URL;

beforeAll(async () => {
  studio = spawn(process.execPath, [binary, "studio", "--no-open", "--json", table], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [printed] = (await once(studio.stdout!, "data")) as [Buffer];
  address = new URL((JSON.parse(printed.toString()) as { url: string }).url);
});

afterAll(() => studio.kill());

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

function ask(
  path: string,
  options: { readonly method?: string; readonly host?: string } = {},
): Promise<Answer> {
  const { method = "GET", host = address.host } = options;
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname: address.hostname, port: address.port, path, method, headers: { host } },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () =>
          resolve({
            status: response.statusCode,
            text: Buffer.concat(parts).toString(),
            headers: response.headers,
          }),
        );
      },
    );
    asked.on("error", reject).end();
  });
}

describe("calibrated studio", () => {
  it("serves its page to this computer, at an address that nobody can guess", async () => {
    expect(address.hostname).toBe("127.0.0.1");
    expect(address.pathname).toMatch(/^\/[\w-]{32}\/$/);
    const { status, text, headers } = await ask(address.pathname);
    expect(status).toBe(200);
    expect(text).toContain("connect-src 'self'");
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "content-security-policy": "frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
    });
  });

  it("offers the table and the flights, under names that stay names", async () => {
    const { text } = await ask(address.pathname);
    const content = /name="calibrated-tables" content="([^"]*)"/.exec(text)![1]!;
    const plain = content.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&");
    expect(JSON.parse(plain)).toEqual([
      { name: `a"b<c>&'.csv`, isExample: false, path: "tables/0" },
      { name: "flights.csv", isExample: true, path: "tables/1" },
    ]);
    expect((await ask(`${address.pathname}tables/0`)).text).toBe(readFileSync(table, "utf8"));
    expect((await ask(`${address.pathname}tables/1`)).text).toBe(readFileSync(flights, "utf8"));
  });

  it("answers to nothing else", async () => {
    const page = address.pathname;
    const refused: [path: string, options?: { method?: string; host?: string }][] = [
      ["/"],
      ["/tables/0"],
      [page.slice(0, -2)],
      [page.toUpperCase()],
      [`${page}tables/2`],
      [`${page}tables/../tables/0`],
      [`${page}../../etc/passwd`],
      [page, { method: "POST" }],
      [page, { host: "evil.example" }],
      [page, { host: `evil.example:${address.port}` }],
      [`${page}tables/0`, { host: `127.0.0.1.evil.example:${address.port}` }],
    ];
    for (const [path, options] of refused) {
      expect([path, (await ask(path, options)).status]).toEqual([path, 404]);
    }
    expect((await ask(page, { host: `localhost:${address.port}` })).status).toBe(200);
  });

  it("tells what it cannot open", async () => {
    const missing = await runCalibrated(["studio", "--no-open", join(folder, "missing.csv")]);
    expect(missing).toMatchObject({ code: 4, stdout: "" });
    const unknown = await runCalibrated(["studio", "--no-open", "table.xlsx"]);
    expect(unknown).toMatchObject({ code: 2, stdout: "" });
    const taken = await runCalibrated(["studio", "--no-open", "--port", address.port]);
    expect(taken).toMatchObject({ code: 4, stdout: "" });
    expect(taken.stderr).toContain("Choose another with --port");
    expect(await runCalibrated(["studio", "--port", "70000"])).toMatchObject({ code: 2 });
  });

  it("ends when it is interrupted, also with a connection open", async () => {
    const open = get(address);
    await once(open, "response");
    studio.kill("SIGINT");
    expect(await once(studio, "exit")).toEqual([0, null]);
    open.on("error", () => undefined).destroy();
  });
});
