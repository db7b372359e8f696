/** Whether a stream is a terminal that shows characters beyond ASCII, as far as its environment says. */
export function drawsPictures(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
): boolean {
  if (stream.isTTY !== true || env["TERM"] === "dumb") return false;
  if (platform === "win32") return env["WT_SESSION"] !== undefined;
  return platform === "darwin" || /utf-?8/i.test(env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "");
}
