// Writes the digests of the report page's script and style into their files, after a change of either.
//   npm run build && node scripts/hashReportPage.js
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";

import { pageScript } from "../packages/calibrated/dist/report/page/pageScript.js";
import { pageStyle } from "../packages/calibrated/dist/report/page/pageStyle.js";

for (const [name, text] of Object.entries({ pageScript, pageStyle })) {
  const file = new URL(`../packages/calibrated/src/report/page/${name}.ts`, import.meta.url);
  const digest = `sha256-${createHash("sha256").update(text).digest("base64")}`;
  const source = await readFile(file, "utf8");
  await writeFile(file, source.replace(/"sha256-[^"]*"/, JSON.stringify(digest)));
}
