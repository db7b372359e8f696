/** Puts the demo's flights and the studio's page beside the built command, so that the package ships them. */
import { cp } from "node:fs/promises";

const assets = {
  "../examples/flights/flights.csv": "flights/flights.csv",
  "../packages/studio/dist/studio.html": "studio/studio.html",
};
for (const [from, to] of Object.entries(assets)) {
  const target = new URL(`../packages/cli/dist/${to}`, import.meta.url);
  await cp(new URL(from, import.meta.url), target, { recursive: true });
}
