/** Puts the demo's flights beside the built command, so that the package ships them. */
import { cp } from "node:fs/promises";

const from = new URL("../examples/flights/flights.csv", import.meta.url);
const to = new URL("../packages/cli/dist/flights/flights.csv", import.meta.url);
await cp(from, to, { recursive: true });
