import { afterEach, describe, expect, it, vi } from "vitest";

import { poolingModule } from "../../src/numerics/poolingModule.ts";
import { webAssembly, type ModuleMemory } from "../../src/numerics/webAssembly.ts";

afterEach(() => vi.unstubAllGlobals());

describe("webAssembly", () => {
  it("makes instances, each with memory of its own", () => {
    const make = webAssembly(poolingModule) as () => { readonly memory: ModuleMemory };
    expect(make().memory.buffer.byteLength).toBe(131_072);
    expect(make().memory).not.toBe(make().memory);
  });

  it("is none where the engine has none, or refuses the module", () => {
    expect(webAssembly(btoa("not a module"))).toBeNull();
    vi.stubGlobal("WebAssembly", undefined);
    expect(webAssembly(poolingModule)).toBeNull();
  });
});
