/** The files of an edition, and whether they are what was published. */
import { createHash } from "node:crypto";

/** Lines as `sha256sum` writes and checks them. */
export async function sums(folder: string): Promise<string> {
  const lines: string[] = [];
  for (const path of await filesOf(folder)) {
    const digest = createHash("sha256").update(await Deno.readFile(`${folder}/${path}`)).digest(
      "hex",
    );
    lines.push(`${digest}  ${path}\n`);
  }
  return lines.join("");
}

/** Files below a folder, in order of their paths. */
async function filesOf(folder: string, below = ""): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(`${folder}/${below}`));
  const all = await Promise.all(
    entries.map(({ name, isDirectory }) =>
      isDirectory ? filesOf(folder, `${below}${name}/`) : [`${below}${name}`]
    ),
  );
  return all.flat().sort();
}

/** What of an edition is not as its `SHA256SUMS` says, by path; empty where all is. */
export async function changedFiles(folder: string): Promise<string[]> {
  const text = await Deno.readTextFile(`${folder}/SHA256SUMS`).catch(() => null);
  if (text === null) return ["SHA256SUMS"];
  const said = new Map(
    text.split("\n").filter(Boolean).map((line) => {
      const [digest, ...path] = line.split("  ");
      return [path.join("  "), digest] as const;
    }),
  );
  const found = (await filesOf(folder)).filter((path) => path !== "SHA256SUMS");
  const changed = found.filter((path) => !said.has(path));
  for (const [path, digest] of said) {
    const bytes = await Deno.readFile(`${folder}/${path}`).catch(() => null);
    if (!bytes || createHash("sha256").update(bytes).digest("hex") !== digest) changed.push(path);
  }
  return changed.sort();
}
