/** Text files as people have them; every reader of one takes it from here. */
import { textOf } from "./text_bytes.ts";

export { NotText } from "./text_bytes.ts";

/** Reads a text file; throws `NotText`, or what the disk says. */
export const readText = async (path: string | URL): Promise<string> =>
  textOf(await Deno.readFile(path));

/** Reads a text file at once. */
export const readTextSync = (path: string | URL): string => textOf(Deno.readFileSync(path));

/** The beginning of a text file, `length` bytes of it at most. */
export async function readHead(path: string, length = 65_536): Promise<string> {
  using file = await Deno.open(path);
  const bytes = new Uint8Array(length);
  let filled = 0;
  for (let n; filled < length && (n = await file.read(bytes.subarray(filled))) !== null;) {
    filled += n;
  }
  return textOf(bytes.subarray(0, filled), { cut: true });
}
