import assert from "node:assert/strict";
import { providers } from "../../benchmarks/providers/index.ts";

// "together" is a word of its own.
const names = [...new Set(providers.map((p) => p.name.split("-")[0]))].filter((n) =>
  n !== "together"
);
// Between bars a name is the beginning of keys, which are taken out of all that is written.
const named = new RegExp(`(?<!\\|)\\b(${names.join("|")})(?!\\|)`, "i");

function* files(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* files(`${folder}/${name}`);
    else if (name.endsWith(".ts")) yield `${folder}/${name}`;
  }
}

Deno.test("nothing that plans, sends or records names a provider", () => {
  assert.ok(names.length > 25);
  assert.match("// as Anthropic does", named);
  const found = ["plan", "record", "wire"].flatMap((part) =>
    [...files(`benchmarks/${part}`)].flatMap((path) =>
      Deno.readTextFileSync(path).split("\n").flatMap((line, i) =>
        named.test(line) ? [`${path}:${i + 1}: ${line.trim()}`] : []
      )
    )
  );
  assert.deepEqual(found, []);
});
