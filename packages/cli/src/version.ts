import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Of the command line, which is that of the library. */
export const version: string = (require("calibrated-cli/package.json") as { readonly version: string })
  .version;
