import assert from "node:assert/strict";
import { seeded } from "../../benchmarks/plan/random.ts";
import { stopped } from "../../benchmarks/bench/run_folder.ts";
import { replay } from "../../benchmarks/commands/recordings/replay.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder, plantedKey, run, smallRun, start } from "../support/bench.ts";

/** `KILLS=20 WORKERS=4 deno task test tests/bench/resume_test.ts` for the long one. */
const kills = Number(Deno.env.get("KILLS") ?? 3);
/** By one event loop, and by four that share the plan. */
const workersOf = (kill: number) => Number(Deno.env.get("WORKERS") ?? [4, 1][kill % 2]);
const planned = 40;

const runFolder = (folder: string): string | null => {
  for (const entry of Deno.readDirSync(folder)) if (entry.isDirectory) return entry.name;
  return null;
};
const journalLines = (path: string): number => {
  try {
    return Deno.readTextFileSync(`${path}/journal.jsonl`).split("\n").length - 2;
  } catch {
    return -1;
  }
};
const said = { note: "the first half ran on battery", tags: ["battery"] };
/** As if another version had begun the run, of which its publisher said something; nothing where it has no file yet. */
async function begunBy(folder: string, deno: string): Promise<void> {
  const text = await Deno.readTextFile(`${folder}/run.json`).catch(() => null);
  if (text === null) return;
  const run = JSON.parse(text);
  run.versions.deno = deno;
  run.publisher = said;
  await Deno.writeTextFile(`${folder}/run.json`, JSON.stringify(run));
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function rowsOf(folder: string) {
  const db = await openStore(folder);
  try {
    const { rows: [row] } = await db.query(
      `SELECT count(*) AS n, count(DISTINCT request_index) AS d, count(DISTINCT prompt_hash) AS prompts,
        count(*) FILTER (status = 'ok') AS ok, (SELECT any_value(invalid) FROM runs) AS invalid FROM requests`,
    );
    return row;
  } finally {
    db.close();
  }
}

Deno.test(`a run killed at ${kills} random moments is gone on with: every planned row, none twice`, async (t) => {
  const simulator = await startSimulator({ seed: 5 });
  const env = { OPENAI_API_BASE: `${simulator.url}/groq-70b/v1`, OPENAI_API_KEY: plantedKey };
  const random = seeded(`moments ${kills}`);
  try {
    for (let kill = 0; kill < kills; kill++) {
      // From before the first row to after the last: during the load, and while it is sealed.
      const at = random.int(planned + 2) - 1;
      const later = random.next() * 50;
      await t.step(
        `${workersOf(kill)} workers, after row ${at}, ${later.toFixed(0)} ms later`,
        () =>
          inFolder(async (folder) => {
            const child = start([
              "bench",
              ...smallRun(planned),
              `--workers=${workersOf(kill)}`,
              "--results-dir",
              folder,
              "--record",
            ], env);
            let name: string | null = null;
            let ended = false;
            child.status.then(() => ended = true);
            while (
              !ended && !((name ??= runFolder(folder)) && journalLines(`${folder}/${name}`) >= at)
            ) {
              await wait(5);
            }
            await wait(later);
            try {
              child.kill("SIGKILL");
            } catch { /* it was quicker */ }
            await Promise.all([child.stdout.cancel(), child.stderr.cancel(), child.status]);
            const before = Math.max(0, journalLines(`${folder}/${name}`));
            await begunBy(`${folder}/${name}`, "0.0.1");
            const { code, err } = await run([
              "bench",
              "--resume",
              name!,
              "--results-dir",
              folder,
              "--json",
            ], env);
            if (/there is no run folder/.test(err)) {
              // Killed before its first file: nothing was asked, and nothing can be gone on with.
              const files = [...Deno.readDirSync(`${folder}/${name}`)].map((e) => e.name);
              assert.deepEqual(files.filter((file) => file !== "writer.tmp"), []);
              return;
            }
            const row = await rowsOf(folder);
            // A machine that stood still makes no result of it, and loses no row.
            const still = /the harness stood still/.test(String(row.invalid));
            // A run that was killed in its very last step may be whole.
            if (code === 2) assert.match(err, /the run is finished/);
            else {
              assert.equal(code, still ? 1 : 0, err);
              if (before) assert.match(err, new RegExp(`${before} attempts are finished and stay`));
            }
            const { versions, resumed_at, resumed_versions, publisher } = JSON.parse(
              await Deno.readTextFile(`${folder}/${name}/run.json`),
            );
            assert.deepEqual(versions.deno, "0.0.1");
            assert.deepEqual(publisher, said);
            assert.deepEqual(
              resumed_versions.map((v: { deno: string }) => v.deno),
              resumed_at.map(() => Deno.version.deno),
            );
            assert.deepEqual(row, {
              n: planned,
              d: planned,
              prompts: planned,
              ok: planned,
              invalid: still ? row.invalid : null,
            });
            const { replayed: decoded, differ } = await replay(`${folder}/${name}`);
            assert.equal(differ, 0);
            // A recording follows its row: at most those in flight at the kill are missing.
            assert.ok(decoded >= planned - 5, `${decoded} recordings`);
          }),
      );
    }
  } finally {
    await simulator.stop();
  }
});

Deno.test("--resume refuses what cannot be gone on with, in one sentence", () =>
  inFolder(async (folder) => {
    const none = await run(["bench", "--resume", "nothing", "--results-dir", folder]);
    assert.equal(none.code, 2);
    assert.match(none.err, /there is no run folder of that name/);
    const both = await run(["bench", "quickstart", "--resume", "nothing"]);
    assert.equal(both.code, 2);
    assert.match(both.err, /give one of them/);
  }));

Deno.test("a folder that cannot be written is refused before anything is sent", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    const { code, err } = await run([
      "bench",
      ...smallRun(1),
      "--results-dir",
      `${folder}/file/runs`,
    ], {
      OPENAI_API_BASE: "http://127.0.0.1:9/v1",
    });
    assert.equal(code, 1);
    assert.match(err, /^The folder .* cannot be made: Not a directory/m);
  }));

Deno.test("--resume refuses settings that were changed in run.json: the rows would be of two measurements", () =>
  inFolder(async (folder) => {
    const config = `${folder}/mine.json`;
    await Deno.writeTextFile(
      config,
      JSON.stringify({
        ...{ name: "mine", mean_input_tokens: 40, mean_output_tokens: 4, concurrency: 2 },
        ...{ requests: 3, targets: [{ provider: "sim", model: "m", simulate: "steady" }] },
      }),
    );
    const bench = (...words: string[]) =>
      run(["bench", ...words, "--results-dir", `${folder}/runs`, "--no-site", "--yes"]);
    assert.equal((await bench(config, "--run-id", "r")).code, 0);
    const path = `${folder}/runs/r/run.json`;
    const whole = JSON.parse(await Deno.readTextFile(path));
    const cut = { ...whole, invalid: stopped };
    const changed = { ...cut, config: { ...cut.config, requests: 5 } };
    await Deno.writeTextFile(path, JSON.stringify(changed));
    const { code, err } = await bench("--resume", "r");
    assert.equal(code, 2, err);
    assert.match(err, /cannot be resumed:\n {2}the settings in its run\.json are not those/);
    assert.deepEqual(JSON.parse(await Deno.readTextFile(path)), changed, "nothing was written");
    await Deno.writeTextFile(path, JSON.stringify(cut));
    const again = await bench("--resume", "r");
    assert.equal(again.code, 0, again.err);
    assert.match(again.err, /3 attempts are finished and stay/);
  }));
