// Makes data sets in the current folder, in a process of its own: their sizes as JSON, then their names.
import { makers } from "./dataSets.js";
import { workArguments } from "./measure.js";

const [sizes, ...names] = workArguments;
for (const name of names) await makers[name](JSON.parse(sizes));
