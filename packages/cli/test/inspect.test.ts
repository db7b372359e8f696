import { beforeAll, describe, expect, it } from "vitest";

import { done, doneJson, temporaryFolder } from "./runCalibrated.ts";
import { fitStore } from "./tables.ts";

const folder = temporaryFolder();
let store = "";
beforeAll(async () => {
  store = await fitStore(folder, undefined, ["--min-windows", "40", "--model-bundle-id", "model-7"]);
});

describe.concurrent("inspect", () => {
  it("prints what the store holds", async () => {
    const text = await done(["inspect", store]);
    expect(text).toContain(`Store ${store} with 2 users`);
    expect(text).toMatch(/^method +temperature$/m);
    expect(text).toMatch(/^classes +cat, dog, owl$/m);
    expect(text).toMatch(/^model bundle +model-7$/m);
    expect(text).toMatch(/^model schema hash +not recorded$/m);
    expect(text).toMatch(/^created at +\d{4}-\d{2}-\d{2}T/m);
    expect(text).toMatch(/^global +temperature [\d.]+, softens$/m);
    expect(text).toMatch(/^ann +temperature [\d.]+, softens$/m);
  });

  it("gives the store as JSON", async () => {
    const json = await doneJson<{ users: object[]; global: { temperature: number } }>(["inspect", store]);
    expect(json).toMatchObject({
      store,
      method: "temperature",
      classes: ["cat", "dog", "owl"],
      userCount: 2,
    });
    expect(json.global).toEqual({ type: "temperature", temperature: expect.any(Number) as number });
    expect(json.users).toEqual([
      { userId: "ann", parameters: { type: "temperature", temperature: expect.any(Number) as number } },
      { userId: "bob", parameters: { type: "temperature", temperature: expect.any(Number) as number } },
    ]);
  });

  it("says which calibrator a user gets, and why", async () => {
    expect(await done(["inspect", store, "--user", "ann"])).toMatch(
      /^ann: temperature [\d.]+, softens\. The user's own calibrator serves/,
    );
    expect(await done(["inspect", store, "--user", "eve"])).toMatch(
      /^eve: temperature [\d.]+, softens\. The global calibrator serves/,
    );
    expect(await doneJson(["inspect", store, "--user", "ann"])).toMatchObject({
      userId: "ann",
      calibrator: "own",
    });
    const { global } = await doneJson<{ global: object }>(["inspect", store]);
    expect(await doneJson(["inspect", store, "--user", "eve"])).toMatchObject({
      calibrator: "global",
      parameters: global,
    });
  });

  it("shows control characters of an id and never sends them to the terminal", async () => {
    expect(await done(["inspect", store, "--user", "\u001b[31mred"])).toContain("\\u001b[31mred: ");
  });
});
