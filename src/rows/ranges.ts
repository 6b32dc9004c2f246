/** Pieces of a large file, as a reader needs them. */

/** What is asked for at first: a small file is then here whole. */
const firstBytes = 1 << 16;

/**
 * Bytes of the file at an address, from one place up to another, fewer where it ends before. A host that knows no
 * ranges sends the whole file, which is then kept. Throws where the host has none.
 */
export function rangesOf(
  address: string,
): (from: number, to: number) => Promise<Uint8Array<ArrayBuffer>> {
  let start = new Uint8Array();
  let whole = false;
  async function ask(from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
    const answer = await fetch(address, { headers: { range: `bytes=${from}-${to - 1}` } });
    if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (answer.status === 206) return bytes;
    [start, whole] = [bytes, true];
    return bytes.slice(from, to);
  }
  const first = ask(0, firstBytes).then((bytes) => {
    if (!whole) [start, whole] = [bytes, bytes.length < firstBytes];
  });
  return async (from, to) => {
    await first;
    if (whole || to <= start.length) return start.slice(from, to);
    return await ask(from, to);
  };
}
