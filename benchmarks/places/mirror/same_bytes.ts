/** Whether two files of this machine hold the same. */
import { createHash } from "node:crypto";

export async function sameBytes(a: string, b: string): Promise<boolean> {
  const sizes = await Promise.all([a, b].map(async (path) => (await Deno.stat(path)).size));
  if (sizes[0] !== sizes[1]) return false;
  const [one, other] = await Promise.all([a, b].map(hashOf));
  return one === other;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  using file = await Deno.open(path);
  const block = new Uint8Array(2 ** 20);
  for (;;) {
    const n = await file.read(block);
    if (n === null) return hash.digest("hex");
    hash.update(block.subarray(0, n));
  }
}
