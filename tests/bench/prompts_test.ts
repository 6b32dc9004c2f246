/** Own prompts and shared prefixes, from the command line to the rows. */
import assert from "node:assert/strict";
import llama from "llama-tokenizer-js";
import type { JsonValue } from "../../benchmarks/store/duckdb.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder, run, smallRun } from "../support/bench.ts";

type Message = { role: string; content: string };

/** A server that keeps the messages it was sent and answers with one word. */
function keepingServer() {
  const seen: { messages: Message[]; max_tokens: number }[] = [];
  const events = [
    { choices: [{ index: 0, delta: { content: "Yes" }, finish_reason: null }] },
    { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
  ];
  const answer = events.map((e) => `data: ${JSON.stringify(e)}\n\n`).join("") + "data: [DONE]\n\n";
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    seen.push(await request.json());
    return new Response(answer, { headers: { "content-type": "text/event-stream" } });
  });
  return { url: `http://127.0.0.1:${server.addr.port}/v1`, seen, stop: () => server.shutdown() };
}

async function rowsOf(folder: string, sql: string): Promise<Record<string, JsonValue>[]> {
  const db = await openStore(folder);
  const { rows } = await db.query(sql);
  db.close();
  return rows;
}

const own = [
  {
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Name a colour." },
      { role: "assistant", content: "Red." },
      { role: "user", content: "Another." },
    ],
    max_tokens: 11,
  },
  { prompt: "Say hello.", output_tokens: 12 },
  {
    conversations: [{ from: "human", value: "What is it?" }, {
      from: "gpt",
      value: "It is a thing.",
    }],
  },
  { prompt: "No length here." },
];
const contents = own.map((line) =>
  line.messages ?? [{ role: "user", content: line.prompt ?? line.conversations![0].value }]
);

Deno.test("bench asks a dataset's messages, keeps them, and its run.json repeats them without the file", () =>
  inFolder(async (folder) => {
    const server = keepingServer();
    try {
      const file = `${folder}/own.jsonl`;
      await Deno.writeTextFile(file, own.map((line) => JSON.stringify(line)).join("\n"));
      const flags = [...smallRun(6, 1), `--dataset=${file}`, "--json", "--seed=3"];
      const env = { OPENAI_API_BASE: server.url };
      const dry = await run(["bench", ...flags, "--dry-run"], env);
      const shown =
        /own\.jsonl: 4 lines, 4 of them sampled by seed 3\. Input tokens with nonce \d+ /;
      assert.match(dry.err, shown);
      assert.equal(server.seen.length, 0);

      const first = await run(["bench", ...flags, `--results-dir=${folder}/runs`], env);
      assert.equal(first.code, 0, first.err);
      assert.match(first.err, shown);
      // Each line once in the first four, by its content behind the nonce; lengths as given, or by the flag.
      const behind = server.seen.map(({ messages: [{ role, content }, ...rest] }) => {
        assert.match(content, /^\d{12}\n/);
        return [{ role, content: content.slice(13) }, ...rest];
      });
      const place = behind.map((m) => contents.findIndex((c) => isSame(c, m)));
      assert.deepEqual(place.slice(0, 4).sort(), [0, 1, 2, 3]);
      assert.ok(place.every((p) => p >= 0));
      // "It is a thing." is five tokens.
      assert.deepEqual(server.seen.map((s) => s.max_tokens), place.map((p) => [11, 12, 5, 20][p]));

      const sql =
        "SELECT input_tokens, input_tokens_target, prompt_hash, cached_tokens_expected, " +
        "workload_hash FROM requests ORDER BY request_index";
      const rows = await rowsOf(`${folder}/runs`, sql);
      for (const [i, row] of rows.entries()) {
        const joined = server.seen[i].messages.map((m) => m.content).join("");
        assert.equal(row.input_tokens, llama.encode(joined, false, true).length);
        assert.equal(row.input_tokens_target, row.input_tokens);
        assert.equal(row.cached_tokens_expected, null);
      }

      // What another machine has of it: the run's folder.
      await Deno.remove(file);
      const { run_id } = JSON.parse(first.out);
      const stored = JSON.parse(await Deno.readTextFile(`${folder}/runs/${run_id}/run.json`));
      assert.equal(stored.config.dataset, "prompts.jsonl");
      assert.ok(!JSON.stringify(stored).includes(folder));
      const { metadata: _, ...config } = stored.config;
      const again = `${folder}/runs/${run_id}/again.json`;
      await Deno.writeTextFile(again, JSON.stringify(config));
      const second = await run(["bench", again, "--json", `--results-dir=${folder}/two`], env);
      assert.equal(second.code, 0, second.err);
      assert.deepEqual(await rowsOf(`${folder}/two`, sql), rows);
    } finally {
      await server.stop();
    }
  }));

const isSame = (a: Message[], b: Message[]) => JSON.stringify(a) === JSON.stringify(b);

Deno.test("bench says what a cache served of shared prefixes, beside what a perfect one would", () =>
  inFolder(async (folder) => {
    const config = {
      name: "prefixes",
      mean_input_tokens: 160,
      mean_output_tokens: 2,
      requests: 12,
      seed: 1,
      prefix_tokens: 96,
      prefix_groups: 2,
      targets: [
        { provider: "caches", model: "m prefix-cache", simulate: "groq-70b" },
        { provider: "tells nothing", model: "m", simulate: "groq-70b" },
      ],
    };
    await Deno.writeTextFile(`${folder}/prefixes.jsonc`, JSON.stringify(config));
    const args = ["bench", `${folder}/prefixes.jsonc`, "--json", `--results-dir=${folder}/runs`];
    const { code, out, err } = await run(args);
    assert.equal(code, 0, err);
    // One at a time: the first of each group finds nothing, ten of twelve find 96 of 160 tokens.
    const expected = (10 * 96) / (12 * 160);
    const cache = Object.fromEntries(
      JSON.parse(out).targets.map((
        t: { provider: string; cache: unknown },
      ) => [t.provider, t.cache]),
    );
    assert.deepEqual(cache, {
      "caches": { expected, observed: expected, told: 12 },
      "tells nothing": { expected, observed: null, told: 0 },
    });
    assert.match(err, /caches +50\.0% +50\.0% +12\n/);
    assert.match(err, /tells nothing +50\.0% +– +0\n/);
  }));

Deno.test("bench refuses prompts that cannot be made before anything is sent, and exits 2", () =>
  inFolder(async (folder) => {
    const server = keepingServer();
    try {
      const bad = `${folder}/bad.jsonl`;
      await Deno.writeTextFile(bad, '{"prompt": "fine"}\n{"prompt": 1}\n{"promt": "x"}\n');
      const cases: [string, string[], RegExp[]][] = [
        ["too short", ["--mean-input-tokens=20"], [/mean_input_tokens: 20 is too short/]],
        ["too short a rest", ["--prefix-tokens=90"], [/prefix_tokens \(90\)/]],
        ["bad lines", [`--dataset=${bad}`], [/line 2: prompt is not/, /line 3: needs a prompt/]],
        ["no file", ["--dataset=/no/such.jsonl"], [/such\.jsonl cannot be used as a dataset/]],
        ["groups of nothing", ["--prefix-groups=2"], [/prefix_groups: needs prefix_tokens/]],
      ];
      for (const [reading, flags, words] of cases) {
        const into = `--results-dir=${folder}/runs`;
        const { code, err } = await run(["bench", ...smallRun(2), ...flags, into], {
          OPENAI_API_BASE: server.url,
        });
        assert.equal(code, 2, `${reading}: ${err}`);
        for (const pattern of words) assert.match(err, pattern, reading);
      }
      assert.equal(server.seen.length, 0);
      const left = await Array.fromAsync(Deno.readDir(`${folder}/runs`)).catch(() => []);
      assert.deepEqual(left, []);
    } finally {
      await server.stop();
    }
  }));
