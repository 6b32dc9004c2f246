/** Text files as people have them; every reader of one takes it from here. */
import { NotText, textOf } from "./text_bytes.ts";

export { NotText };

/** Reads a text file; throws `NotText`, or what the disk says. */
export const readText = async (path: string | URL): Promise<string> =>
  textOf(await Deno.readFile(path));

/**
 * Reads a text file under a name that we know; null where there is none. Throws `NotText` of anything but a plain file,
 * or a link to one, of at most so many bytes: a pipe would be waited for without end.
 */
export async function readPlainText(path: string, mostBytes: number): Promise<string | null> {
  const there = await Deno.stat(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return null;
    }
    throw error;
  });
  if (!there) return null;
  if (!there.isFile) throw new NotText("is no plain file");
  if (there.size > mostBytes) throw new NotText(`is longer than ${mostBytes} bytes`);
  return await readText(path);
}

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
