// Joins the library's modules into one file per entry point and a few that these share: loading a hundred small files
// takes ten times as long.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const root = fileURLToPath(new URL("../packages/calibrated/", import.meta.url));
const bundle = join(root, "dist/bundle");

const { exports } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const entryPoints = Object.values(exports)
  .map((entry) => entry.default)
  .filter((file) => file !== undefined)
  .map((file) => join(root, file.replace("/bundle/", "/")));

const serving = join(root, "dist/apply.js");
/** What else is a file of its own: the other entry points, and what serving loads when a store is read. */
const others = new Set([
  ...entryPoints.filter((file) => file !== serving),
  ...["storeReader", "calibratorJson"].map((name) => join(root, `dist/artifact/${name}.js`)),
]);

/**
 * Modules that are used by the same of these files are joined. Serving must load fastest: all of them are made to use all of
 * it, so that it is in one place.
 *
 * @type {import("esbuild").Plugin}
 */
const servingTogether = {
  name: "serving together",
  setup(joining) {
    joining.onLoad({ filter: /\.js$/ }, async ({ path }) => {
      if (!others.has(path)) return undefined;
      const contents = await readFile(path, "utf8");
      return { contents: `import ${JSON.stringify(serving)};\n${contents}` };
    });
  },
};

const { outputFiles } = await build({
  entryPoints,
  outbase: join(root, "dist"),
  outdir: bundle,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "neutral",
  packages: "external",
  external: ["node:*"],
  target: "es2022",
  write: false,
  plugins: [servingTogether],
  // An import for its own sake joins the files and loads nothing: exactly what is wanted.
  logOverride: { "ignored-bare-import": "silent" },
});
const served = outputFiles.find(({ path }) => path === join(bundle, "apply.js"))?.text ?? "";
const files = served.match(/from "\.\/chunk-/g)?.length ?? 0;
if (files !== 1)
  throw new Error(`what serves is in ${files} files and not in one: do the names above still exist?`);
await mkdir(bundle, { recursive: true });
const made = new Set();
for (const { path, text } of outputFiles) {
  made.add(path);
  await mkdir(dirname(path), { recursive: true });
  // Shared files do nothing by being loaded, so nobody loads one for that.
  await writeFile(path, text.replaceAll(/^import "\.[./]*\/chunk-\w+\.js";\n/gm, ""));
}
for (const file of await readdir(bundle, { recursive: true, withFileTypes: true })) {
  const path = join(file.parentPath, file.name);
  if (file.isFile() && !made.has(path)) await rm(path);
}
