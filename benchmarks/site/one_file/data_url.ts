/** A file as an address that holds it. */
import { Buffer } from "node:buffer";

const types: Record<string, string> = {
  woff2: "font/woff2",
  css: "text/css",
  csv: "text/csv",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  jpg: "image/jpeg",
};

/** The file at `path` as a data: address. */
export async function dataUrl(path: string): Promise<string> {
  const type = types[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
  return `data:${type};base64,${Buffer.from(await Deno.readFile(path)).toString("base64")}`;
}
