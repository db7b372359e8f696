import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

import { describe, expect, test } from "vitest";

const html = readFileSync(new URL("../dist/studio.html", import.meta.url), "utf8");

describe("the page as a file", () => {
  test("is small: all of it, with every codec of Parquet", () => {
    expect(gzipSync(html, { level: 9 }).length).toBeLessThan(270_000);
  });

  test("lets only its own scripts and styles run, and connects to nothing", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!;
    const rules = Object.fromEntries(
      policy.split("; ").map((rule) => [rule.slice(0, rule.indexOf(" ")), rule.slice(rule.indexOf(" ") + 1)]),
    );
    expect(rules).toMatchObject({
      "default-src": "'none'",
      "connect-src": "'none'",
      "base-uri": "'none'",
      "form-action": "'none'",
      "worker-src": "blob:",
    });
    expect(rules["script-src"]).toMatch(/^'sha256-[\w+/=]+' 'wasm-unsafe-eval'$/);
    expect(policy).not.toContain("unsafe-inline");
    expect(policy).not.toContain("http");
  });

  test("needs no other file", () => {
    const head = html.slice(0, html.indexOf("<script"));
    expect(head).not.toMatch(/<link[^>]*href="(?!data:)/);
    expect(html).not.toMatch(/<script[^>]*\ssrc=/);
  });
});
