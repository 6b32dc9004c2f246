/** Programs for WebAssembly, which the site holds compressed: not every host compresses what it sends. */

/**
 * Loads the program of this address from the file beside it whose name ends in `.gz`. `step` hears how many of its
 * bytes have come, and of how many where the host says so.
 */
export async function loadZipped(
  address: string,
  step: (bytes: number, of: number) => void = () => {},
): Promise<Blob> {
  const response = await fetch(`${address}.gz`);
  if (!response.ok) throw new Error(`Unable to load ${address}.gz: ${response.status}`);
  const of = Number(response.headers.get("content-length"));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (const reader = response.body!.getReader();;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    step(bytes += value.length, of);
  }
  const sent = new Blob(parts, { type });
  // Some hosts announce such a file as compressed on its way; then the browser has unpacked it already.
  const [first, second] = new Uint8Array(await sent.slice(0, 2).arrayBuffer());
  if (first !== 0x1f || second !== 0x8b) return sent;
  const unpacked = sent.stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(unpacked, { headers: { "content-type": type } }).blob();
}

/** What browsers compile while it comes. */
const type = "application/wasm";
