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

/** A variable of a whole module, and the call that it is the result of. */
const madeByCall = /^var (\w+) = (?=\(function |\w+\()/gm;

/**
 * What the charts use of d3. Its modules are one file each, which makes curves and interpolators by calls when it is loaded:
 * calls that may be left out with what nobody uses. A scale is ready for colours, of which it knows 148 by name; ours are of
 * numbers.
 */
function d3AsNeeded(): Plugin {
  return {
    name: "d3-as-needed",
    transform(code, id) {
      const [, name] = /\/d3-(shape|interpolate|scale)\//.exec(id) ?? [];
      if (name !== "scale") return name && code.replaceAll(madeByCall, "var $1 = /* @__PURE__ */ ");
      const ofAnything = "interpolate$1 = interpolate,";
      if (!code.includes(ofAnything))
        throw new Error("d3-scale has changed: what do its scales interpolate with?");
      return code.replace(ofAnything, () => "interpolate$1 = interpolateNumber,");
    },
  };
}

/** The end of what fetches CSV part by part from an address. */
const fetching = /this\._nextChunk=s\?function(?:(?!function \w+\()[^])*?Request timed out[^}]*\}\}/;

/** What reads CSV from a stream of Node. */
const streaming =
  /this\.pause=function\(\)\{u\.prototype[^]*?this\._streamCleanUp=m\(function\(\)\{[^}]*\},this\)\}/;

/** The page may fetch nothing, and has no streams of Node: its reader of CSV goes without what would read these. */
function csvInPage(): Plugin {
  return {
    name: "csv-in-page",
    transform(code, id) {
      if (!id.includes("/papaparse/")) return null;
      if (!fetching.test(code)) throw new Error("papaparse has changed: how does it fetch?");
      if (!streaming.test(code)) throw new Error("papaparse has changed: how does it read streams?");
      return code.replace(fetching, () => "0}").replace(streaming, () => "}");
    },
  };
}

/** Nobody bundles a page again, so what tells bundlers which calls can be left out is left out; licences stay. */
const output = { comments: { annotation: false, jsdoc: false } };

export default defineConfig({
  root: import.meta.dirname,
  plugins: [reportStyle(), d3AsNeeded(), csvInPage(), viteSingleFile(), contentSecurityPolicy()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "iife", plugins: () => [d3AsNeeded(), csvInPage()], rolldownOptions: { output } },
  build: {
    target: "es2022",
    outDir: "dist",
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { input: "studio.html", output },
  },
  logLevel: "warn",
});
