/**
 * The program behind a page makes a run where there is none: of simulated targets alone, whatever an address calls
 * itself, and no build fails where it is no result.
 */
import assert from "node:assert/strict";
import { pageGrants } from "../../benchmarks/processes/grants.ts";
import { openDuckdb, parquetFiles } from "../../benchmarks/store/duckdb.ts";
import { inFolder } from "../support/bench.ts";

const addresses = [
  undefined, // the provider's own
  "https://127.evil.test/v1",
  "https://localhost.evil.test/v1",
  "http://127.0.0.1:PORT/v1", // may pass on to a server that is paid
  "http://localhost:PORT/v1",
];

Deno.test("no page starts a run of a target that is not simulated", () =>
  inFolder(async (folder) => {
    let reached = 0;
    const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
      reached++;
      return new Response("no", { status: 500 });
    });
    try {
      for (const [i, address] of addresses.entries()) {
        const simulated = { provider: "here", model: "m", simulate: "groq-70b" };
        const base_url = address?.replace("PORT", String(server.addr.port));
        const target = { provider: "groq", model: "m", api: "groq", base_url };
        const load = { load: "closed", concurrency: 1, requests: 1 };
        const lengths = { mean_input_tokens: 100, mean_output_tokens: 24 };
        const name = `${folder}/paid${i}.jsonc`;
        await Deno.writeTextFile(
          name,
          JSON.stringify({ name: `paid${i}`, targets: [simulated, target], ...load, ...lengths }),
        );
        const { success, stderr } = await new Deno.Command(Deno.execPath(), {
          args: [
            "run",
            "--quiet",
            ...pageGrants(),
            "loaders/requests-[config].parquet.ts",
            `--config=${name}`,
          ],
          env: { TOKENBOARD_DATA: folder, TOKENBOARD_BENCH: "", GROQ_API_KEY: "k" },
          stdout: "null",
          stderr: "piped",
        }).output();
        assert.equal(success, false);
        assert.match(
          new TextDecoder().decode(stderr),
          /a page does not spend money/,
          address ?? "own",
        );
      }
      assert.equal(reached, 0);
    } finally {
      await server.shutdown();
    }
  }));

Deno.test("a run that is no result closes no build: its page shows none, and that is said", () =>
  inFolder(async (folder) => {
    const name = `${folder}/hurried.jsonc`;
    await Deno.writeTextFile(
      name,
      JSON.stringify({
        name: "hurried",
        targets: [{ provider: "here", model: "m", simulate: "groq-70b" }],
        ...{ load: "closed", concurrency: 1, requests: 2, warmup: 0, request_timeout_s: 0.001 },
        ...{ mean_input_tokens: 100, mean_output_tokens: 24 },
      }),
    );
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", ...pageGrants()],
        ...["loaders/requests-[config].parquet.ts", `--config=${name}`],
      ],
      env: { TOKENBOARD_DATA: folder, TOKENBOARD_BENCH: "" },
      stdout: "piped",
      stderr: "piped",
    }).output();
    const said = new TextDecoder().decode(stderr);
    assert.equal(code, 0, said);
    assert.match(said, /2 × here: timeout/);
    assert.ok(said.includes(`The run of ${name} is no result, and its page shows none: `), said);
    const file = `${folder}/shown.parquet`;
    await Deno.writeFile(file, stdout);
    const db = await openDuckdb();
    const { rows } = await db.query(`SELECT count(*)::INT AS n FROM ${parquetFiles([file])}`);
    db.close();
    assert.deepEqual(rows, [{ n: 0 }]);
  }));
