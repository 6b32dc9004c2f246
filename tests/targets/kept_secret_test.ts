/** Keys reach no file and no line of output. */
import assert from "node:assert/strict";
import { openStore } from "../../benchmarks/store/views.ts";
import { filesOf, inFolder, plantedKey, run, smallRun } from "../support/bench.ts";
import { serve } from "./servers.ts";

export function assertNoKey(path: string, keys: string[]) {
  const text = new TextDecoder("latin1").decode(Deno.readFileSync(path));
  for (const key of keys) assert.ok(!text.includes(key), `a key is in ${path}`);
}

Deno.test("keys that a server echoes everywhere reach no file, not even with text and recordings kept", () =>
  inFolder(async (folder) => {
    const server = await serve(0);
    try {
      const { code, out, err } = await run([
        "bench",
        ...smallRun(6, 2),
        "--header=x-extra: ${EXTRA_TOKEN}",
        '--additional-sampling-params={"top_k": 7}',
        "--record",
        "--keep-text",
        "--json",
        "--results-dir",
        folder,
      ], {
        OPENAI_API_BASE: `${server.url}/v1`,
        OPENAI_API_KEY: plantedKey,
        EXTRA_TOKEN: "extra-secret-token",
      });
      assert.equal(code, 0, err);
      const db = await openStore(folder);
      const { rows } = await db.query(
        "SELECT content_text, request_id, request_params FROM requests",
      );
      db.close();
      assert.equal(rows.length, 6);
      for (const row of rows) {
        // Masked a character for a character; 7 is the extra field.
        assert.equal(
          row.content_text,
          `hello ${"*".repeat("extra-secret-token".length)}7 Bearer ${
            "*".repeat(plantedKey.length)
          }`,
        );
        assert.equal(row.request_id, "for [redacted]");
        assert.deepEqual(JSON.parse(row.request_params as string), { max_tokens: 20, top_k: 7 });
      }
      const found = [...filesOf(folder)];
      assert.ok(found.some((f) => f.endsWith("recordings.jsonl.gz")));
      for (const path of found) {
        assertNoKey(path, [plantedKey, "extra-secret-token"]);
        if (path.endsWith(".gz")) {
          const plain = (await Deno.open(path)).readable.pipeThrough(
            new DecompressionStream("gzip"),
          );
          const text = await new Response(plain).text();
          for (const { bytes } of JSON.parse(text.split("\n")[0]).recording.exchanges) {
            assert.ok(!atob(bytes).includes(plantedKey));
          }
          assert.ok(!text.includes(plantedKey));
        }
      }
      assert.ok(!(out + err).includes(plantedKey));
    } finally {
      await server.close();
    }
  }));

Deno.test("bench refuses a secret on the command line and a header whose variable is missing", async () => {
  const literal = await run(["bench", ...smallRun(1), "--header=x-api-key: abcdef12"], {
    OPENAI_API_BASE: "http://127.0.0.1:9/v1",
  });
  assert.equal(literal.code, 2);
  assert.match(literal.err, /x-api-key: name an environment variable/);
  assert.ok(!literal.err.includes("abcdef12"));
  const missing = await run(["bench", ...smallRun(1), "--header=x-api-key: ${NOT_THERE}"], {
    OPENAI_API_BASE: "http://127.0.0.1:9/v1",
  });
  assert.equal(missing.code, 2);
  assert.match(missing.err, /NOT_THERE is not set: target \S+ needs it for the header/);
});
