import assert from "node:assert/strict";
import { inTries } from "../support/tries.ts";
import { inFolder, run } from "../support/bench.ts";

const config = {
  name: "two",
  mean_input_tokens: 60,
  mean_output_tokens: 12,
  concurrency: 10,
  requests: 100,
  blocks: 10,
  targets: [
    { provider: "sim-a", model: "m", simulate: "groq-70b" },
    { provider: "sim-b", model: "m", simulate: "anyscale-70b" },
  ],
};

Deno.test("a run is repeated from its run.json: same prompts, and only what changed is named", () =>
  inTries(() =>
    inFolder(async (folder) => {
      const bench = async (name: string, into: string) => {
        const { code, out, err } = await run(["bench", name, "--results-dir", into, "--json"]);
        assert.equal(code, 0, err);
        const [entry] = [...Deno.readDirSync(into)].filter((e) => e.isDirectory);
        return { summary: JSON.parse(out), err, run: `${into}/${entry.name}` };
      };
      await Deno.writeTextFile(`${folder}/two.jsonc`, JSON.stringify(config));
      const first = await bench(`${folder}/two.jsonc`, `${folder}/first`);

      const same = await bench(`${first.run}/run.json`, `${folder}/same`);
      assert.match(same.err, /The prompts are the same: 200 of 200 equal by hash/);
      assert.match(same.err, /sim-a m: no difference/);
      assert.match(same.err, /sim-b m: no difference.* Verdict: (agrees|cannot tell)\./);
      assert.ok(!/WARNING/.test(same.err), same.err);
      const { prompts, comparisons } = same.summary.repeat;
      assert.deepEqual(prompts, { equal: 200, different: 0, missing: 0 });
      for (const c of comparisons) {
        assert.ok(["equal", "unknown"].includes(c.verdict), JSON.stringify(c));
        assert.ok(c.low < c.ratio && c.ratio < c.high);
      }

      // The same run, had it been made elsewhere, of a system that has become slower since.
      const file = `${first.run}/run.json`;
      const published = JSON.parse(await Deno.readTextFile(file));
      published.config.targets[1].simulate = "anyscale-70b@1.5";
      published.location = "elsewhere";
      published.versions.deno = "1.0.0";
      await Deno.writeTextFile(file, JSON.stringify(published));
      const slower = await bench(file, `${folder}/slower`);
      assert.match(slower.err, /sim-a m: no difference/);
      assert.match(slower.err, /sim-b m: now is slower .* Verdict: drifted\./);
      assert.equal(slower.summary.repeat.verdicts[1].verdict, "drifted");
      assert.match(slower.err, /WARNING: the version of deno differs: 1\.0\.0 then/);
      assert.match(slower.err, /WARNING: the location differs: elsewhere then, unknown now/);

      const compared = await run(["compare", first.run, slower.run, "--json"]);
      const verdicts = Object.groupBy(
        JSON.parse(compared.out) as { provider_b: string; metric: string; verdict: string }[],
        (c) => c.provider_b,
      );
      assert.ok(verdicts["sim-b"]!.every((c) => c.verdict === "slower"));
      assert.ok(verdicts["sim-a"]!.every((c) => c.verdict !== "slower"));
      const gate = (a: string, b: string) =>
        run(["compare", a, b, "--fail-if-slower", "5%"]).then(({ code }) => code);
      assert.deepEqual([await gate(first.run, slower.run), await gate(slower.run, first.run)], [
        1,
        0,
      ]);
    }), 3));

Deno.test("a repeated correctness run has both mismatch rates, and says whether they differ", () =>
  inFolder(async (folder) => {
    const asked = {
      name: "numbers",
      kind: "correctness",
      concurrency: 20,
      requests: 60,
      blocks: 1,
      seed: 7,
      targets: [{ provider: "sim", model: "m", simulate: "groq-70b" }],
    };
    await Deno.writeTextFile(`${folder}/numbers.jsonc`, JSON.stringify(asked));
    const first = await run(["bench", `${folder}/numbers.jsonc`, "--results-dir", `${folder}/a`]);
    assert.equal(first.code, 0, first.err);
    const [entry] = [...Deno.readDirSync(`${folder}/a`)].filter((e) => e.isDirectory);
    const file = `${folder}/a/${entry.name}/run.json`;
    const same = await run(["bench", file, "--results-dir", `${folder}/b`]);
    assert.match(same.err, /sim +wrong +0\.0% of 60 +0\.0% of 60 .* no change found/);
    assert.ok(!same.err.includes("Nothing was timed"), same.err);
    // Another model's rate is no change of this one's.
    const published = JSON.parse(await Deno.readTextFile(file));
    published.config.targets[0].model = "m wrong-70";
    await Deno.writeTextFile(file, JSON.stringify(published));
    const renamed = await run(["bench", file, "--results-dir", `${folder}/c`, "--json"]);
    assert.deepEqual(
      JSON.parse(renamed.out).repeat.correctness,
      [],
      "another model's is no change",
    );
  }));

Deno.test("compare and bench say what they cannot compare or repeat", async () => {
  const nothing = await run(["compare", "nothing", "provider=groq"]);
  assert.equal(nothing.code, 2);
  assert.match(
    nothing.err,
    /no such run .*: deno task runs lists them; a filter is written as provider=nothing/,
  );
  const column = await run(["compare", "vendor=groq", "provider=groq"]);
  assert.equal(column.code, 2);
  assert.match(column.err, /vendor=groq: there is no column of that name/);
  const none = await run(["compare", "provider=nobody", "provider=groq"]);
  assert.equal(none.code, 2);
  assert.match(none.err, /^This command cannot run:/);
  assert.match(none.err, /provider=nobody has no measured requests/);
  const misspelt = await run(["bench", "--lind", "correctness"]);
  assert.equal(misspelt.code, 2);
  assert.match(misspelt.err, /unknown option '--lind'/);
  assert.ok(misspelt.err.split("\n").length < 6, "the error stays on the screen");
  const unknown = await run(["bench", "quickstat"]);
  assert.equal(unknown.code, 2);
  assert.match(
    unknown.err,
    /of that name; benchmarks\/configs has correctness, .*quickstart, .*\n/,
  );
  const imported = [...Deno.readDirSync("data/llmperf-2023-12")].find((e) => e.isDirectory)!.name;
  const repeat = await run(["bench", `data/llmperf-2023-12/${imported}/run.json`]);
  assert.equal(repeat.code, 2);
  assert.match(repeat.err, /the run was imported \(llmperf\), not made here/);
});

Deno.test("compare says how many attempts failed, and of whom no leaderboard would say a rank", async () => {
  const { code, out, err } = await run([
    "compare",
    "provider=lepton,model_size=70b",
    "provider=together,model_size=70b",
  ]);
  assert.equal(code, 0, err);
  // In 2023, Lepton answered 20 of 150 requests at this size, Together all of them.
  assert.match(out, /^a: lepton .*: 20 of 150 requests succeeded$/m);
  assert.match(out, /^b: together .*: 150 of 150 requests succeeded$/m);
  assert.deepEqual(out.match(/NOT RANKED: .*/g), [
    "NOT RANKED: a: 20 successes, a rank needs 100; success rate below 90%.",
  ]);
  assert.match(
    out.split("\n")[0],
    /b is faster \(time to first token; /,
    "in words, not in columns",
  );
});
