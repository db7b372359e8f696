import { describe, expect, it } from "vitest";

import { formatVersion, userFile } from "../../src/artifact/storeJson.ts";

describe("storeJson", () => {
  it("keeps users in their folder", () => {
    expect(userFile("alice.json")).toBe("users/alice.json");
    expect(formatVersion).toBe(1);
  });
});
