import type { FlagParametersForType } from "@stricli/core";

import type { Context } from "../context.ts";

/** The flags of the commands that serve rows from a store. */
export interface StoreFlags {
  readonly classes: string[] | undefined;
  readonly onMissingUser: "error" | "fallback";
}

export const storeFlags: FlagParametersForType<StoreFlags, Context> = {
  classes: {
    kind: "parsed",
    parse: String,
    optional: true,
    variadic: ",",
    placeholder: "a,b,c",
    brief: "The classes in the order of fitting, for an isotonic store that does not name them",
  },
  onMissingUser: {
    kind: "enum",
    values: ["error", "fallback"],
    default: "error",
    brief: "What to do about a user whose file is missing from the store",
  },
};
