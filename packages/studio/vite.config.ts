import { createHash } from "node:crypto";

import { chartColours, chartStyle } from "calibrated/report";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

/** Colours and charts look as in the report. */
function reportStyle(): Plugin {
  return {
    name: "report-style",
    transformIndexHtml: (html) =>
      html.replace("<title>", () => `<style>${chartColours}\n${chartStyle}</style>\n    <title>`),
  };
}

/**
 * Writes the content security policy into the finished page: nothing but the scripts and styles that are in it, by their
 * hashes, and workers made of them. Nothing can be fetched or sent.
 */
function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== "asset" || !file.fileName.endsWith(".html")) continue;
          const html = String(file.source);
          const policy = [
            "default-src 'none'",
            `script-src ${hashesOf(html, "script")} 'wasm-unsafe-eval'`,
            `style-src ${hashesOf(html, "style")}`,
            "img-src data: blob:",
            "worker-src blob:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
          ].join("; ");
          const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
          file.source = html.replace(/<meta charset="utf-8" ?\/?>/, (charset) => `${charset}\n    ${meta}`);
        }
      },
    },
  };
}

function hashesOf(html: string, element: "script" | "style"): string {
  const contents = html.matchAll(new RegExp(`<${element}\\b[^>]*>([^]*?)</${element}>`, "g"));
  return Array.from(contents, ([, text]) => {
    const hash = createHash("sha256").update(text).digest("base64");
    return `'sha256-${hash}'`;
  }).join(" ");
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [reportStyle(), viteSingleFile(), contentSecurityPolicy()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "iife" },
  build: {
    target: "es2022",
    outDir: "dist",
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { input: "studio.html" },
  },
  logLevel: "warn",
});
