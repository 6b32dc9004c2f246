import assert from "node:assert/strict";
import {
  disputesOf,
  readDisputes,
  unmetDisputes,
} from "../../../benchmarks/store/board/disputes_file.ts";
import { inFolder } from "../../support/bench.ts";

const one = { provider: "acme", reason: "a cold cache", date: "2026-11-22" };

Deno.test("a dispute marks the figures that it names, and says where it names none", () =>
  inFolder(async (folder) => {
    const disputes = [one, { ...one, model: "m", metric: "ttft_s" }, { ...one, provider: "grok" }];
    await Deno.writeTextFile(`${folder}/disputes.jsonc`, JSON.stringify(disputes));
    const read = await readDisputes(folder);
    const of = (model: string, metric: string) =>
      disputesOf(read, { provider: "acme", model, run_id: "r", metric }).length;
    assert.deepEqual([of("m", "ttft_s"), of("m", "e2e_tokens_per_s"), of("x", "ttft_s")], [
      2,
      1,
      1,
    ]);
    const shown = [{ provider: "acme", model: "m", run_id: "r" }];
    assert.deepEqual(unmetDisputes(read, shown), [
      "disputes.jsonc names what no board shows: grok",
    ]);
  }));

Deno.test("a list of disputes with a metric that is none, or a slip, is refused with its line", () =>
  inFolder(async (folder) => {
    const refused = async (dispute: object, why: RegExp) => {
      await Deno.writeTextFile(`${folder}/disputes.jsonc`, JSON.stringify([dispute], null, 1));
      await assert.rejects(readDisputes(folder), why);
    };
    await refused({ ...one, metric: "ttft" }, /line 6: .*must be a metric/);
    await refused({ ...one, date: "22 Nov" }, /line 5: .*must be a day/);
    await refused({ provider: "acme", date: one.date }, /reason/);
  }));
