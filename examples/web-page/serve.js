// @ts-check
/// <reference types="node" />

// Serves the page to this computer only. Any static file server on the project's folder would do.
//
//     node examples/web-page/serve.js [port]

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";

const project = new URL("../../", import.meta.url);
const page = "/examples/web-page/";
const served = [page, "/node_modules/calibrated/dist/"];
/** @type {Record<string, string>} */
const types = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
};

const server = createServer((request, response) => {
  const [path = "/"] = (request.url ?? "/").split("?");
  void answer(path).then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
});

server.on("error", (error) => {
  console.error(
    `Cannot serve the page: ${error.message}. Another port: node examples/web-page/serve.js 8081`,
  );
  process.exitCode = 1;
});
server.listen(Number(process.argv[2] ?? 8080), "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object")
    console.log(`Open http://127.0.0.1:${address?.port}${page} (stop with Ctrl-C)`);
});

async function answer(/** @type {string} */ path) {
  if (path === "/") return { status: 302, headers: { location: page }, body: "" };
  try {
    const file = fileOf(path);
    const body = await readFile(file);
    const type = types[extname(file.pathname)] ?? "application/octet-stream";
    return {
      status: 200,
      headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" },
      body,
    };
  } catch {
    return { status: 404, headers: { "content-type": "text/plain" }, body: "There is no such file.\n" };
  }
}

/** The file behind a path, dots resolved; an error unless it is in one of the served folders. */
function fileOf(/** @type {string} */ path) {
  const file = new URL(path.endsWith("/") ? `.${path}index.html` : `.${path}`, project);
  const isServed = served.some((folder) => file.pathname.startsWith(new URL(`.${folder}`, project).pathname));
  if (!isServed) throw new Error("not served");
  return file;
}
