/** Files of other harnesses that are cut, empty, renamed, mixed or of nobody: imported, or refused with the reason. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { filesAt } from "../../../benchmarks/importers/files.ts";
import { inFolder } from "../llmperf_files.ts";
import { importInto, peers } from "./peers.ts";

const samples = (await filesAt(peers)).filter((file) =>
  /\.(jsonl?|ya?ml|csv)$/.test(file) && !file.endsWith("/server.csv")
);
const nameOf = (file: string) => file.slice(peers.length);
const sentence = /^(Refused|Not imported:) \S+: [^\n]+\.( Nothing of it was imported\.)?$/;
/** What is imported and leaves a name open. */
const unnamed =
  /^\S+: it does not name the (provider|model), which is unknown in its rows; --\1 NAME names it\.$/;

Deno.test("importCommand() imports or refuses each sample, whole or cut anywhere, in a sentence that names it", () =>
  inFolder(async (folder) => {
    const texts = new Map(
      await Promise.all(samples.map(async (file) => [file, await Deno.readFile(file)] as const)),
    );
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (sample, share) => {
          const into = `${folder}/${runs++}`;
          await Deno.mkdir(into);
          const cut = `${into}/cut.${sample.split(".").at(-1)}`;
          const bytes = texts.get(sample)!;
          await Deno.writeFile(cut, bytes.subarray(0, Math.floor(share * bytes.length)));
          const { status, err, done } = await importInto(into, [cut]);
          assert.equal(done.length === 0, status === 2, nameOf(sample));
          if (status === 2) assert.equal(err.length, 1);
          for (const line of err) {
            assert.match(line, status === 2 ? sentence : unnamed);
            assert.ok(line.includes(cut));
          }
        },
      ),
      { numRuns: 50 + samples.length, examples: samples.map((sample) => [sample, 1]) },
    );
  }));

/** What YAML of guidellm begins with, with something of one's own in its place for the profile. */
const yamlOf = (profile: string) =>
  `benchmarks:\n- config:\n    profile: ${profile}\n  requests: {successful: [], errored: [], incomplete: []}\n`;
/** Nine of nine of nine: 3 * 10^9 words by name alone. */
const laughs = Array.from(
  { length: 10 },
  (_, i) => `\n      l${i}: &l${i} [${Array(9).fill(i ? `*l${i - 1}` : "ha").join(", ")}]`,
).join("");

const broken: [string, string, RegExp][] = [
  ["empty.json", "", /holds nothing that an importer knows/],
  ["empty.jsonl", "\n\n", /holds nothing that an importer knows/],
  [
    "mixed.jsonl",
    '{"metadata":{"record_processor_id":"r","benchmark_phase":"profiling","request_start_ns":1.7e18},' +
    '"metrics":{}}\n{"date":"20260101-000000","model_id":"m","tokenizer_id":"t","completed":1}\n',
    /mixed\.jsonl: record 2 is of an unknown phase/,
  ],
  [
    "lists.json",
    '{"model_id":"m","num_prompts":2,"completed":2,"ttfts":[0.1,0.2],"itls":[[]],"input_lens":[1,1],' +
    '"output_lens":[1,1],"errors":["",""]}',
    /lists\.json: result 1 has lists of different lengths/,
  ],
  [
    "below.json",
    '{"model_id":"m","num_prompts":1,"completed":1,"ttfts":[-0.1],"itls":[[]],"input_lens":[1],' +
    '"output_lens":[1],"errors":[""]}',
    /below\.json: result 1, request 1, has -0\.1 s for "ttft", which no request takes/,
  ],
  ["alias.yaml", yamlOf("&a\n      me: *a"), /is YAML that is nested too deeply or repeats/],
  ["laughs.yaml", yamlOf(laughs), /is YAML that is nested too deeply or repeats/],
  ["deep.yaml", yamlOf("[".repeat(3000) + "]".repeat(3000)), /is (no )?YAML that/],
  [
    "python.yaml",
    yamlOf("!!python/object/apply:os.system ['true']"),
    /no YAML that can be read: unknown tag/,
  ],
  ["tabs.yaml", yamlOf("\t- x"), /no YAML that can be read: .* in line \d+/],
  ["two.yaml", `${yamlOf("1")}---\na: 1\n`, /no YAML that can be read/],
  [
    "cells.csv",
    "Metric,avg,min,max,p1,p5\nRequest Latency (ms),1.00,1.00,1.00,1.00\n",
    /line 2 has 5 values, not 6/,
  ],
  [
    "words.csv",
    "Metric,avg,min,max,p1,p5\nRequest Latency (ms),one,1,1,1,1\n",
    /line 2 has no number for avg/,
  ],
  [
    "half.csv",
    "Metric,avg,min,max,p1,p5\nRequest Latency (ms),1.00,1.0",
    /ends inside a line: it was cut/,
  ],
  [
    "lines.csv",
    "Metric,avg,min,max,p1,p5\nRequest Latency (ms),1,1,1,1,1\n",
    /how many requests .* it was cut/,
  ],
];
for (const [name, text, reason] of broken) {
  Deno.test(`importCommand() refuses ${name}`, () =>
    inFolder(async (folder) => {
      await Deno.writeTextFile(`${folder}/${name}`, text);
      const { status, err, done } = await importInto(folder, [`${folder}/${name}`]);
      assert.deepEqual([status, done, err.length], [2, [], 1]);
      assert.match(err[0], reason);
      assert.match(err[0], sentence);
    }));
}
