/** SHA-256 of a run's files, so that whoever has them can tell that they are the same. */
import { createHash } from "node:crypto";

/** In hexadecimal; null where the run has no such file of its own. */
export interface Hashes {
  "requests.parquet": string | null;
  "run.json": string | null;
}

export async function hashesOf(folder: string): Promise<Hashes> {
  const [rows, run] = await Promise.all(
    ["requests.parquet", "run.json"].map((name) => sha256(`${folder}/${name}`)),
  );
  return { "requests.parquet": rows, "run.json": run };
}

async function sha256(path: string): Promise<string | null> {
  try {
    const hash = createHash("sha256");
    for await (const bytes of (await Deno.open(path)).readable) hash.update(bytes);
    return hash.digest("hex");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
