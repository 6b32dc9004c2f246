/** Files that take from each other can only be read together: what one takes, types too, comes from below it. */
import assert from "node:assert/strict";
import { posix } from "node:path";

type Files = ReadonlyMap<string, string>;

/** The files that a file takes from, of those that there are; pages name the script that is made of a file. */
function takenFrom(path: string, files: Files): string[] {
  const named = [...files.get(path)!.matchAll(/^(?:import|export)\b[^;"]*?"([^"]+)";/gm)];
  return named.flatMap(([, name]) => {
    const at = name.startsWith("@/")
      ? name.slice(2)
      : posix.join(posix.dirname(path), name.startsWith(".") ? name : "/");
    return [at, at.replace(/\.js$/, ".ts")].find((one) => files.has(one)) ?? [];
  });
}

/** The files of each circle, in the order in which they take from each other. */
function circlesOf(files: Files): string[][] {
  const circles: string[][] = [];
  const seen = new Set<string>();
  const way: string[] = [];
  const visit = (path: string) => {
    const at = way.indexOf(path);
    if (at >= 0) circles.push([...way.slice(at), path]);
    if (at >= 0 || seen.has(path)) return;
    seen.add(path);
    way.push(path);
    for (const one of takenFrom(path, files)) visit(one);
    way.pop();
  };
  for (const path of files.keys()) visit(path);
  return circles;
}

async function ownFiles(): Promise<Files> {
  const folders = ["benchmarks", "loaders", "src", "observablehq.config.ts"];
  const { stdout } = await new Deno.Command("git", {
    args: ["ls-files", "-co", "--exclude-standard", ...folders],
  }).output();
  const paths = new TextDecoder().decode(stdout).trim().split("\n");
  const files = new Map<string, string>();
  for (const path of paths.filter((path) => path.endsWith(".ts"))) {
    const text = await Deno.readTextFile(path).catch(() => null); // deleted, and not committed
    if (text !== null) files.set(path, text);
  }
  return files;
}

Deno.test("a circle of files is found, of types and through a page's name for a script, too", () => {
  const files = new Map([
    ["a/a.ts", 'import { b } from "./b.ts";\n'],
    ["a/b.ts", 'import type {\n  D,\n} from "@/a/d.ts";\n'],
    ["a/d.ts", 'export { e } from "./e.js";\nimport "node:path";\n'],
    ["a/e.ts", 'import "./b.js";\n'],
  ]);
  assert.deepEqual(circlesOf(files), [["a/b.ts", "a/d.ts", "a/e.ts", "a/b.ts"]]);
});

Deno.test("no files take from each other", async () => {
  const files = await ownFiles();
  assert.ok(takenFrom("benchmarks/main.ts", files).length > 0, "imports are read");
  assert.ok(takenFrom("src/explore/explore.ts", files).length > 0, "imports of pages are read");
  assert.deepEqual(circlesOf(files).map((circle) => circle.join(" -> ")), []);
});
