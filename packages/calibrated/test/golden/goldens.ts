import { readFileSync } from "node:fs";

/** Reads a file that the makers in this folder wrote. */
export function golden<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as Content;
}
