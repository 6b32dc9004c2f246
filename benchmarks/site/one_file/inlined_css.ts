/** A style sheet without addresses of other files. */
import { dirname, join } from "node:path/posix";
import { dataUrl } from "./data_url.ts";

/** The style sheet at `path`, with every file that it names inside it. */
export async function inlinedCss(path: string): Promise<string> {
  const css = await Deno.readTextFile(path);
  const found = new Map<string, string>();
  const address = /url\(["']?((?!data:|#)[^"')]+)["']?\)/g;
  for (const [, file] of css.matchAll(address)) {
    found.set(file, await dataUrl(join(dirname(path), file)));
  }
  return css.replace(address, (_, file) => `url(${found.get(file)})`);
}
