/** What the results of the conformance suite depend on, as one hash. */
import { createHash } from "node:crypto";

/** Files and folders with everything that the suite runs, from the root of the project. */
export const suiteSources = [
  "benchmarks/commands/conformance.ts",
  ...["conformance", "plan", "processes", "providers", "record", "simulator", "wire"]
    .map((folder) => `benchmarks/${folder}`),
  "deno.lock",
];

/** SHA-256 of the names and texts of all of them. */
export async function hashOfSources(root = ".", sources = suiteSources): Promise<string> {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of await filesOf(root, source)) {
      // A checkout on Windows may end lines in its own way.
      const text = (await Deno.readTextFile(`${root}/${file}`)).replaceAll("\r\n", "\n");
      hash.update(`${file}\n${text.length}\n${text}\n`);
    }
  }
  return hash.digest("hex");
}

/** The file itself, or the TypeScript below a folder, in the order of their names. */
async function filesOf(root: string, path: string): Promise<string[]> {
  if ((await Deno.stat(`${root}/${path}`)).isFile) return [path];
  const entries = await Array.fromAsync(Deno.readDir(`${root}/${path}`));
  const below = await Promise.all(
    entries.filter(({ name, isDirectory }) => isDirectory || name.endsWith(".ts"))
      .map(({ name }) => filesOf(root, `${path}/${name}`)),
  );
  return below.flat().sort();
}
