import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { missingPackages, type LockedPackage } from "../../../../scripts/completeLock.js";

const lock = JSON.parse(readFileSync(new URL("../../../../package-lock.json", import.meta.url), "utf8")) as {
  readonly packages: Record<string, LockedPackage & { readonly resolved?: string; readonly link?: boolean }>;
};

describe("package-lock.json", () => {
  it("has an entry for every platform's binaries, without which npm ci refuses it", () => {
    expect(missingPackages(lock.packages)).toEqual([]);
  });

  it("names no address to download from", () => {
    const addressed = Object.entries(lock.packages).filter(
      ([, { resolved, link }]) => resolved !== undefined && !link,
    );
    expect(addressed).toEqual([]);
  });
});
