import assert from "node:assert/strict";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { llmperfPlaces, putFile } from "../../benchmarks/llmperf/result_places.ts";
import { inFolder, run, smallRun } from "../support/bench.ts";
import { rawServer } from "../support/server.ts";
import { base, config, rows, runId, writeRun } from "./result_support.ts";

const secret = "a private file\n";
const names = (folder: string) => Array.from(Deno.readDirSync(folder), (e) => e.name).sort();

/** What may have the name of a result: how it is made, and what is said of it. */
const inTheWay: [string, (path: string, outside: string) => Promise<void>, RegExp][] = [
  ["a link to a file", (path, outside) => Deno.symlink(`${outside}/file`, path), /is a link/],
  ["a link to nothing", (path, outside) => Deno.symlink(`${outside}/none`, path), /is a link/],
  ["a link to a folder", (path, outside) => Deno.symlink(outside, path), /is a link/],
  ["a folder", (path) => Deno.mkdir(path), /is a folder/],
  ["notes", (path) => Deno.writeTextFile(path, secret), /a file that LLMPerf's tests do not write/],
  ["another second name", (path, outside) => Deno.link(`${outside}/file`, path), /a file that/],
  ["an empty file", (path) => Deno.writeTextFile(path, ""), /a file that/],
  ["JSON of others", (path) => Deno.writeTextFile(path, '{"name": "x"}'), /a file that/],
  ["a list of others", (path) => Deno.writeTextFile(path, '[{"name": "x"}]'), /a file that/],
];

Deno.test("LLMPerf's files replace earlier ones and say so, and nothing of anybody else's", () =>
  inFolder(async (folder) => {
    await writeRun(folder, rows);
    const [summary, responses] = [
      `${folder}/${base}_summary.json`,
      `${folder}/${base}_individual_responses.json`,
    ];
    const first = await Deno.readTextFile(summary);
    // A second name of the earlier file keeps what it had.
    await Deno.link(summary, `${folder}/kept`);
    await writeRun(folder, rows, config(), { site: "here" });
    assert.notEqual(await Deno.readTextFile(summary), first);
    assert.equal(await Deno.readTextFile(`${folder}/kept`), first);
    await Deno.mkdir(`${folder}/outside`);
    await Deno.writeTextFile(`${folder}/outside/file`, secret);
    for (const path of [summary, responses]) {
      for (const [what, make, said] of inTheWay) {
        await Deno.remove(path, { recursive: true });
        await make(path, `${folder}/outside`);
        await assert.rejects(() => putFile(path, "{}"), said, what);
        assert.equal(await Deno.readTextFile(`${folder}/outside/file`), secret, what);
        assert.deepEqual(names(`${folder}/outside`), ["file"], what);
      }
      await Deno.remove(path, { recursive: true });
    }
    // Files that were there whole or not at all, and nothing beside them.
    assert.deepEqual(names(folder), ["kept", "outside", runId]);
    await writeRun(folder, rows);
    assert.equal(await Deno.readTextFile(summary), first);
  }));

Deno.test("bench refuses a name that is taken before it sends anything, and says what it replaced", () =>
  inFolder(async (folder) => {
    const server = await rawServer((socket) => void socket.end("HTTP/1.1 500 No\r\n\r\n"));
    try {
      const outside = `${folder}/outside`;
      await Deno.writeTextFile(outside, secret);
      const bench = (into: string) =>
        run([
          ...["bench", ...smallRun(2, 1), `--base-url=${server.url}/v1`, "--keep-going"],
          ...["--results-dir", into],
        ], { OPENAI_API_KEY: "sk-none-at-all" });
      for (const name of ["m_100_20_summary.json", "m_100_20_individual_responses.json"]) {
        const into = `${folder}/${name}`;
        await Deno.mkdir(into);
        await Deno.symlink(outside, `${into}/${name}`);
        const { code, err } = await bench(into);
        assert.equal(code, 2, err);
        assert.ok(err.includes(`${into}/${name} is a link`), err);
        assert.deepEqual(names(into), [name]);
      }
      assert.equal(server.connections(), 0);
      assert.equal(await Deno.readTextFile(outside), secret);
      const into = `${folder}/results`;
      assert.doesNotMatch((await bench(into)).err, /Replaced/);
      const again = await bench(into);
      assert.match(again.err, /Replaced, of an earlier run: \S+_summary\.json, \S+responses\.json/);
      assert.ok(server.requests.length >= 4);
    } finally {
      await server.close();
    }
  }));

Deno.test("llmperfPlaces() gives no two targets one file, and no name that a disk refuses", () => {
  const places = (targets: [provider: string, model: string][]) =>
    llmperfPlaces(
      "f",
      checkConfig({
        name: "c",
        mean_input_tokens: 64,
        mean_output_tokens: 20,
        requests: 1,
        targets: targets.map(([provider, model]) => ({
          ...{ provider, model, base_url: "http://a.test" },
        })),
      }, "test"),
    ).map(({ base }) => base);
  assert.deepEqual(places([["p", "a/b"], ["q", "c"]]), ["a-b_64_20", "c_64_20"]);
  assert.deepEqual(places([["p", "a/b"], ["q", "a-b"]]), ["p_a-b_64_20", "q_a-b_64_20"]);
  assert.deepEqual(places([["p", "M"], ["q", "m"]]), ["p_M_64_20", "q_m_64_20"]);
  assert.deepEqual(
    places([["p", "a/b"], ["p", "a-b"], ["p", "a:b"]]),
    ["p_a-b_64_20", "p_a-b_64_20_2", "p_a-b_64_20_3"],
  );
  const long = places([["p", "ø".repeat(299) + "1"], ["p", "ø".repeat(299) + "2"]]);
  assert.equal(new Set(long).size, 2);
  for (const base of long) {
    assert.ok(new TextEncoder().encode(`${base}_individual_responses.json`).length < 240, base);
  }
});
