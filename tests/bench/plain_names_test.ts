import assert from "node:assert/strict";
import { called } from "../../benchmarks/targets/llm_api.ts";
import { streamed } from "../../benchmarks/providers/replicate/replicate_chunk.ts";
import { bedrockConverse } from "../../benchmarks/providers/aws/bedrock_converse.ts";
import { endError } from "../../benchmarks/record/errors.ts";
import { regionName, serviceName } from "../../src/time/time_data.ts";
import { plainAsk } from "../providers/decoder_cases.ts";
import { inFolder, run } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

/** Names that every JavaScript object answers to, though nobody gave it them. */
const names = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"];

Deno.test("words of servers and people that every object knows are words like others", () => {
  for (const name of names) {
    const faults: string[] = [];
    assert.equal(called({ llmApi: name, model: "m" }, () => undefined, faults), null);
    assert.match(faults.join(), new RegExp(`--llm-api ${name}: there is no protocol`));
    const done = streamed().event({ event: "done", data: JSON.stringify({ reason: name }) });
    assert.deepEqual(done, [{ kind: "done", whole: true }]);
    assert.deepEqual(endError({ how: "reset", at: 0, code: name }), {
      class: "connection_reset",
      code: name,
      message: "The connection broke before the answer was complete.",
    });
    assert.equal(regionName(name), name);
    assert.match(serviceName(name), new RegExp(name.slice(1), "i"));
    const params = JSON.parse(`{"${name}": 7}`);
    const { body } = bedrockConverse.next(plainAsk({ params }), [])!;
    const { additionalModelRequestFields: more } = JSON.parse(body!);
    assert.deepEqual(Object.entries(more ?? {}), [[name, 7]]);
  }
});

Deno.test("providers and models of such names are summarised and compared like others", () =>
  inFolder(async (folder) => {
    for (const run_id of ["one", "two"]) {
      const rows = names.flatMap((provider) =>
        answers(30, 0.2, { provider, model: "constructor" })
      );
      await writeRun(
        folder,
        { run_id },
        rows.map((row, request_index) => ({ ...row, request_index })),
      );
    }
    const { code, out, err } = await run([
      ...["compare", `${folder}/one`, `${folder}/two`, "--json", "--metric=ttft_s"],
      ...["--results-dir", folder],
    ]);
    assert.equal(code, 0, err);
    const found: { provider_a: string; n_a: number }[] = JSON.parse(out);
    assert.deepEqual(new Set(found.map((c) => c.provider_a)), new Set(names));
    assert.deepEqual(new Set(found.map((c) => c.n_a)), new Set([30]));
  }));
