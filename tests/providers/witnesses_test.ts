/** Code of others that our protocols are held against. */
import assert from "node:assert/strict";
import { providers } from "../../benchmarks/providers/index.ts";

Deno.test("witnesses: each is at work in the test that is named, and each such test is named", async () => {
  const named = new Set<string>();
  for (const { name, about } of providers) {
    for (const witness of about.witnesses) {
      const text = await Deno.readTextFile(witness.test);
      const seen = witness.kind === "client" || witness.name.startsWith("@")
        ? text.includes(`from "${witness.name}"`)
        : text.toLowerCase().includes(witness.name.toLowerCase());
      assert.ok(seen, `${name}: ${witness.name} in ${witness.test}`);
      named.add(witness.test);
    }
  }
  for (
    const [folder, pattern] of [
      ["tests/providers/sdk", /_test\.ts$/],
      ["tests/wire", /^aimock.*_test\.ts$/],
      // Servers alone: other harnesses, what starts ours and what scripts share are no witness of a protocol.
      [
        "tests/peers",
        /^(?!peer\.ts|harness|llama_(conversation|server|tokenizer)|scripted_|duckdb_|image|kubernetes|slurm).*\.ts$/,
      ],
    ] as const
  ) {
    for await (const { name } of Deno.readDir(folder)) {
      if (pattern.test(name)) assert.ok(named.has(`${folder}/${name}`), name);
    }
  }
});
