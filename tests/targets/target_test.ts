import assert from "node:assert/strict";
import { openStore } from "../../benchmarks/store/views.ts";
import { filesOf, inFolder, plantedKey, run, smallRun } from "../support/bench.ts";
import { serve } from "./servers.ts";
import { assertNoKey } from "./kept_secret_test.ts";

Deno.test("a wrong URL, a wrong model and a wrong key are told apart, and given up at once", async (t) => {
  const server = await serve(0);
  const cases: [string, string, string[], string, RegExp][] = [
    [
      "key",
      "/v1",
      [],
      "sk-another-key-98765",
      /The key in OPENAI_API_KEY was refused by .* \(401\)/,
    ],
    ["model", "/v1", ["--model=wrong"], plantedKey, /has no model "wrong" \(404\)/],
    ["URL", "/v2", [], plantedKey, /no openai endpoint below this base URL/],
  ];
  try {
    for (const [name, path, more, key, expected] of cases) {
      await t.step(name, () =>
        inFolder(async (folder) => {
          const { code, err } = await run(
            ["bench", ...smallRun(200, 2), ...more, "--results-dir", folder],
            { OPENAI_API_BASE: server.url + path, OPENAI_API_KEY: key },
          );
          assert.equal(code, 1);
          assert.match(err, expected);
          assert.match(err, /--keep-going continues anyway/);
          const db = await openStore(folder);
          const { rows: [{ n }] } = await db.query("SELECT count(*) AS n FROM requests");
          db.close();
          assert.ok((n as number) >= 3 && (n as number) <= 6, `${n} attempts`);
          for (const path of filesOf(folder)) assertNoKey(path, [key, plantedKey]);
          assert.ok(!err.includes(key) && !err.includes(plantedKey));
        }));
    }
    await t.step("--keep-going", () =>
      inFolder(async (folder) => {
        await run(["bench", ...smallRun(20, 2), "--keep-going", "--results-dir", folder], {
          OPENAI_API_BASE: `${server.url}/v2`,
        });
        const db = await openStore(folder);
        const { rows: [{ n }] } = await db.query("SELECT count(*) AS n FROM requests");
        db.close();
        assert.equal(n, 20);
      }));
  } finally {
    await server.close();
  }
});

Deno.test("--unix-socket and http_proxy reach a server whose name nobody resolves", () =>
  inFolder(async (folder) => {
    const seen: string[] = [];
    const onSocket = await serve(`${folder}/s`, seen);
    const asProxy = await serve(0, seen);
    const env = { OPENAI_API_BASE: "http://model.test/v1", OPENAI_API_KEY: plantedKey };
    try {
      const bySocket = await run(
        [
          "bench",
          ...smallRun(2, 1),
          "--unix-socket",
          `${folder}/s`,
          "--results-dir",
          `${folder}/a`,
        ],
        env,
      );
      assert.equal(bySocket.code, 0, bySocket.err);
      const byProxy = await run(["bench", ...smallRun(2, 1), "--results-dir", `${folder}/b`], {
        ...env,
        http_proxy: asProxy.url,
        no_proxy: "",
      });
      assert.equal(byProxy.code, 0, byProxy.err);
      assert.deepEqual(seen, [
        "/v1/chat/completions model.test",
        "/v1/chat/completions model.test",
        "http://model.test/v1/chat/completions model.test",
        "http://model.test/v1/chat/completions model.test",
      ]);
    } finally {
      await onSocket.close();
      await asProxy.close();
    }
  }));
