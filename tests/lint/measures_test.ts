/** Files that a person can take in at once: how many in a folder, how long, how wide. */
import assert from "node:assert/strict";

const most = { files: 20, lines: 200, characters: 120 };

/** Data, what was recorded of others, and what a tool writes. */
const data =
  /^(data|tests\/fixtures)\/|^deno\.lock$|^tests\/deno\.lock$|\.(woff2|png|csv|sse|json|txt)$|^LICENSE$/;

interface Measured {
  path: string;
  lines: number;
  /** Of the widest line; a row of a table in Markdown cannot be broken. */
  characters: number;
}

async function measured(): Promise<Measured[]> {
  const { stdout } = await new Deno.Command("git", {
    args: ["ls-files", "-co", "--exclude-standard"],
  }).output();
  const paths = new TextDecoder().decode(stdout).trim().split("\n");
  const files: Measured[] = [];
  for (const path of paths.filter((path) => !data.test(path))) {
    // Neither a file that was deleted and not committed, nor a link to a folder.
    if (!(await Deno.lstat(path).catch(() => null))?.isFile) continue;
    const lines = (await Deno.readTextFile(path)).trimEnd().split("\n");
    const breakable = path.endsWith(".md") ? lines.filter((line) => !/^\s*\|/.test(line)) : lines;
    const characters = Math.max(...breakable.map((line) => [...line].length));
    files.push({ path, lines: lines.length, characters });
  }
  return files;
}

Deno.test("no file is too long or too wide, and no folder too full", async () => {
  const files = await measured();
  assert.ok(files.some(({ path }) => path === "tests/lint/measures_test.ts"), "files are found");
  const folders = Map.groupBy(files, ({ path }) => path.slice(0, path.lastIndexOf("/") + 1));
  const tooLarge = [
    ...files.filter(({ lines }) => lines > most.lines).map((f) => `${f.path}: ${f.lines} lines`),
    ...files.filter(({ characters }) => characters > most.characters)
      .map((f) => `${f.path}: a line of ${f.characters} characters`),
    ...[...folders].filter(([, inside]) => inside.length > most.files)
      .map(([folder, inside]) => `${folder}: ${inside.length} files`),
  ];
  assert.deepEqual(tooLarge, []);
});
