// Names, keys, order and types are those of the files that LLMPerf's token_benchmark_ray.py (commit of December
// 2024, Python 3.11, pandas 3, numpy 2) wrote when it was run; the figures are worked by hand.
import assert from "node:assert/strict";
import { inFolder } from "../support/bench.ts";
import { base, config, jsonFiles, model, rows, writeRun } from "./result_support.ts";

/** The members of a file's only object as they stand there: key and literal. */
const members = (text: string) =>
  [...text.matchAll(/^ {4}("(?:[^"\\]|\\.)*"): ((?:\[[^\]]*\])|.*?),?$/gm)].map((m) =>
    [JSON.parse(m[1]), m[2]] as [string, string]
  );
const kind = (literal: string) =>
  /^"/.test(literal) ? "str" : /^-?\d+$/.test(literal) ? "int" : "float";

// p25, p50, p75, p90, p95, p99, mean, min, max, stddev
const figures: Record<string, number[]> = {
  inter_token_latency_s: [0.1, 0.1, 0.15, 0.18, 0.19, 0.198, 0.4 / 3, 0.1, 0.2, 0.05773502691896],
  ttft_s: [0.3125, 0.375, 0.4375, 0.475, 0.4875, 0.4975, 0.375, 0.25, 0.5, 0.17677669529664],
  end_to_end_latency_s: [2, 3, 3.5, 3.8, 3.9, 3.98, 8 / 3, 1, 4, 1.52752523165195],
  request_output_throughput_token_per_s: [7.5, 10, 10, 10, 10, 10, 25 / 3, 5, 10, 2.88675134594813],
  number_input_tokens: [62, 64, 66, 67.2, 67.6, 67.92, 64, 60, 68, 4],
  number_output_tokens: [15, 20, 25, 28, 29, 29.8, 20, 10, 30, 10],
};
const statistics = [
  "quantiles_p25",
  "quantiles_p50",
  "quantiles_p75",
  "quantiles_p90",
  "quantiles_p95",
  "quantiles_p99",
  "mean",
  "min",
  "max",
  "stddev",
];

Deno.test("writeResultFiles() names both files by model and lengths, as LLMPerf does", () =>
  inFolder(async (folder) => {
    await writeRun(folder, rows);
    assert.deepEqual(jsonFiles(folder), [
      `${base}_individual_responses.json`,
      `${base}_summary.json`,
    ]);
  }));

Deno.test("writeResultFiles() writes LLMPerf's summary: keys in order, types, figures", () =>
  inFolder(async (folder) => {
    const params = { temperature: 0.5, top: { k: [1, 2], e: {} }, n: null, on: true };
    await writeRun(folder, rows, config(["p"], params), { name: "foo", bar: " 1" });
    const text = await Deno.readTextFile(`${folder}/${base}_summary.json`);
    const found = members(text);
    assert.ok(text.startsWith('{\n    "version": "2023-08-31",\n    "name": "foo",\n'));
    assert.ok(text.endsWith("\n}"));

    const flat = Object.entries(figures).flatMap(([name, values]) =>
      statistics.map((statistic, i) => {
        const text = /^number/.test(name) && /^m(in|ax)$/.test(statistic);
        return [`results_${name}_${statistic}`, text ? "str" : "float", values[i]] as const;
      })
    );
    const expected = [
      ["version", "str"],
      ["name", "str"],
      ["model", "str"],
      ["mean_input_tokens", "int", 64],
      ["stddev_input_tokens", "int", 4],
      ["mean_output_tokens", "int", 20],
      ["stddev_output_tokens", "int", 0],
      ["num_concurrent_requests", "int", 3],
      ["additional_sampling_params_temperature", "float", 0.5],
      ["additional_sampling_params_top_k", "list"],
      ["additional_sampling_params_n", "null"],
      ["additional_sampling_params_on", "bool"],
      ...flat,
      ["results_num_requests_started", "int", 7],
      ["results_error_rate", "float", 4 / 7],
      ["results_number_errors", "int", 4],
      ["results_error_code_frequency", "str"],
      ["results_mean_output_throughput_token_per_s", "float", 12], // 60 tokens in 5 s
      ["results_num_completed_requests", "int", 3],
      ["results_num_completed_requests_per_min", "float", 36],
      ["bar", "str"],
      ["timestamp", "int", 1767312005], // the run's end
    ] as [string, string, number?][];
    assert.deepEqual(found.map(([key]) => key), expected.map(([key]) => key));
    expected.forEach(([key, type, value], i) => {
      const literal = found[i][1];
      if (["int", "float", "str"].includes(type)) assert.equal(kind(literal), type, key);
      if (value === undefined) return;
      const written = Number(literal.replaceAll('"', ""));
      assert.ok(Math.abs(written - value) < 1e-12, `${key}: ${literal}, by hand ${value}`);
    });
    const read = JSON.parse(text);
    assert.equal(read.model, model);
    assert.ok(text.includes('"model": "org/m\\u00f8del_1:a"'));
    assert.deepEqual(read.additional_sampling_params_top_k, [1, 2]);
    assert.equal(read.results_error_code_frequency, "{429: 2, -1: 1, 'overloaded': 1}");
    assert.equal(read.bar, " 1");
  }));

Deno.test("writeResultFiles() writes LLMPerf's responses in the order in which they ended", () =>
  inFolder(async (folder) => {
    await writeRun(folder, rows);
    const text = await Deno.readTextFile(`${folder}/${base}_individual_responses.json`);
    const first = [
      "[",
      "    {",
      '        "error_code": null,',
      '        "error_msg": "",',
      '        "inter_token_latency_s": 0.1,',
      '        "ttft_s": 0.25,',
      '        "end_to_end_latency_s": 1.0,',
      '        "request_output_throughput_token_per_s": 10.0,',
      '        "number_total_tokens": 70,',
      '        "number_output_tokens": 10,',
      '        "number_input_tokens": 60',
      "    },",
      "    {",
      '        "error_code": 429,',
      '        "error_msg": "slow down \\u00e9",',
      '        "inter_token_latency_s": 0.0,',
    ].join("\n");
    assert.equal(text.slice(0, first.length), first);
    assert.ok(text.endsWith("\n    }\n]"));
    const all = JSON.parse(text) as Record<string, unknown>[];
    const keys = [...first.matchAll(/"(\w+)":/g)].slice(0, 9).map((m) => m[1]);
    for (const response of all) assert.deepEqual(Object.keys(response), keys);
    const columns = ["error_code", "ttft_s", "number_input_tokens", "number_total_tokens"];
    assert.deepEqual(all.map((r) => columns.map((c) => r[c])), [
      [null, 0.25, 60, 70],
      [429, 0, 61, 61],
      [-1, 0, 62, 62],
      ["overloaded", 0, 63, 63],
      [429, 0, 65, 65],
      [null, 0.5, 64, 84],
      [null, 0, 68, 98], // an answer without content: LLMPerf's word is 0
    ]);
  }));

Deno.test("writeResultFiles() writes NaN where LLMPerf's statistics have no value", () =>
  inFolder(async (folder) => {
    const text = async () => members(await Deno.readTextFile(`${folder}/${base}_summary.json`));
    const withoutValue = async () => (await text()).filter(([, v]) => v === "NaN").map(([k]) => k);
    await writeRun(folder, [rows[1]]);
    assert.deepEqual(
      await withoutValue(),
      Object.keys(figures).map((name) => `results_${name}_stddev`),
    );
    await writeRun(folder, [rows[2]]);
    assert.equal((await withoutValue()).length, 60);
    const failed = Object.fromEntries(await text());
    assert.equal(failed.results_error_rate, "1.0");
    assert.equal(failed.results_mean_output_throughput_token_per_s, "0.0");
  }));

Deno.test("writeResultFiles() tells targets with the same model apart, and skips one without rows", () =>
  inFolder(async (folder) => {
    await writeRun(folder, rows, config(["p", "q", "r"]));
    assert.deepEqual(
      jsonFiles(folder),
      ["p", "q"].flatMap((p) => [
        `${p}_${base}_individual_responses.json`,
        `${p}_${base}_summary.json`,
      ]),
    );
    const read = (name: string) => Deno.readTextFile(`${folder}/${name}_${base}_summary.json`);
    assert.equal(JSON.parse(await read("p")).results_num_completed_requests, 3);
    assert.match(await read("q"), /"results_number_output_tokens_max": "900",/); // one answer: holds NaN
  }));
