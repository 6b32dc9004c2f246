/** The watch as a person runs it: killed, started again, interrupted. What is there afterwards is whole. */
import assert from "node:assert/strict";
import type { WatchState } from "../../benchmarks/store/watches/watch_file.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { filesOf, inFolder, plantedKey, run, start } from "../support/bench.ts";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const everyMs = 4000;
/** Whoever is quick and whoever is slow: more than there are until what is waited for has come. */
const many = "10000";

const target = (provider: string, simulate: string) => ({ provider, model: "m", simulate });
const tiny = {
  name: "tiny",
  mean_input_tokens: 40,
  mean_output_tokens: 8,
  concurrency: 8,
  requests: 16,
  blocks: 2,
  targets: [target("sim-a", "groq-70b"), target("sim-b", "fireworks-70b")],
};

/** A folder with a configuration, and ways to watch it into that folder. */
async function watched(folder: string, config: object = tiny) {
  const file = `${folder}/tiny.json`;
  await Deno.writeTextFile(file, JSON.stringify(config));
  const env = { TOKENBOARD_DATA: folder, OPENAI_API_KEY: plantedKey };
  const args = (more: string[]) => ["watch", file, "--no-site", "--yes", ...more];
  return {
    env,
    state: (): WatchState => JSON.parse(Deno.readTextFileSync(`${folder}/watch/tiny.json`)),
    start: (...more: string[]) => start(args(more), env),
    run: (...more: string[]) => run(args(more), env),
    runs: () => {
      try {
        return Array.from(Deno.readDirSync(`${folder}/runs`), ({ name }) => name).sort();
      } catch {
        return [];
      }
    },
  };
}

/** Waits until something holds of what the watch has written. */
async function until(holds: () => boolean): Promise<void> {
  for (;;) {
    try {
      if (holds()) return;
    } catch { /* nothing is written yet */ }
    await wait(20);
  }
}

const journalOf = (folder: string, run: string | null) =>
  Deno.readTextFileSync(`${folder}/runs/${run}/journal.jsonl`).split("\n").length;

Deno.test("a watch that is killed twice: every finished round is one run, gaps are gaps, and nothing is made up", () =>
  inFolder(async (folder) => {
    const watch = await watched(folder);
    const kill = async (child: Deno.ChildProcess) => {
      child.kill("SIGKILL");
      await child.output();
    };
    // In the middle of a round, with requests answered.
    const measuring = () => {
      const last = watch.state().rounds.at(-1)!;
      return last.status === "measuring" && journalOf(folder, last.run_id) > 3;
    };
    do {
      const first = watch.start("--every", "4s", "--jitter", "20%", "--rounds", many);
      await until(measuring);
      await kill(first); // it may have been quicker
    } while (watch.state().rounds.at(-1)!.status !== "measuring");
    // A gap: the next round was due within 1.2 intervals, and may be late by a tenth of one.
    const due = Date.parse(watch.state().rounds.at(-1)!.due_at);
    await wait(Math.max(0, due + 1.3 * everyMs - Date.now()));
    const second = watch.start("--rounds", many);
    await until(() => watch.state().rounds.some(({ status }) => status === "measured"));
    const refused = await watch.run();
    assert.equal(refused.code, 2);
    assert.match(refused.err, /another process watches it already \(process \d+\)/);
    await kill(second);
    const other = await watch.run("--every", "5s");
    assert.match(other.err, /--every: it goes on with 4 s/);
    const last = watch.state().rounds.at(-1)!;
    const rounds = (last.through ?? last.round) + 3;
    const { code, out, err } = await watch.run("--rounds", String(rounds), "--json");
    assert.equal(code, 0, err);

    const state = watch.state();
    const numbers = state.rounds.flatMap(({ round, through }) =>
      Array.from({ length: (through ?? round) - round + 1 }, (_, i) => round + i)
    );
    assert.deepEqual(numbers, Array.from({ length: rounds }, (_, i) => i + 1));
    assert.ok(state.ended_at);
    const of = (status: string) => state.rounds.filter((round) => round.status === status);
    assert.ok(of("cut").length && of("missed").length && of("measured").length, out);
    assert.equal(of("measuring").length, 0);
    for (const { why, run_id } of of("missed")) assert.ok(why && run_id === null);

    // Every run that is there is that of one round, and every finished round has its run whole.
    // One that was cut off may have had a name, and no folder yet.
    const there = watch.runs();
    const named = state.rounds.filter(({ run_id, status }) =>
      run_id && (status !== "cut" || there.includes(run_id))
    ).map(({ run_id }) => run_id);
    assert.deepEqual(there, named.toSorted());
    const db = await openStore(folder);
    const { rows } = await db.query(
      `SELECT run_id, any_value(invalid) IS NULL AS valid, count(*)::INTEGER AS n,
        count(DISTINCT (provider, request_index))::INTEGER AS different
      FROM requests JOIN runs USING (run_id) GROUP BY run_id`,
    );
    db.close();
    const measured = of("measured").map(({ run_id }) => run_id).toSorted();
    assert.deepEqual(rows.filter((r) => r.valid).map((r) => r.run_id).toSorted(), measured);
    for (const row of rows.filter((r) => r.valid)) {
      assert.deepEqual([row.n, row.different], [32, 32]);
    }
    for (const { attempts, tokens } of of("measured")) {
      assert.equal(attempts, 32);
      assert.ok(tokens > 32 * 40 && tokens < 32 * 60, `${tokens}`);
    }
    // What the last process said of each of its rounds is what the file keeps.
    for (const line of out.split("\n").filter(Boolean)) {
      const said = JSON.parse(line);
      assert.deepEqual(state.rounds.find(({ round }) => round === said.round), said);
    }
    for (const file of filesOf(`${folder}/watch`)) {
      assert.ok(!Deno.readTextFileSync(file).includes(plantedKey), file);
    }
    const again = await watch.run();
    assert.match(
      again.err,
      /--every: say how often/,
      "the watch is over; a new one needs an interval",
    );
  }));

Deno.test("Ctrl-C in the middle of a round ends the watch at once and keeps what was answered", () =>
  inFolder(async (folder) => {
    const slow = { ...tiny, concurrency: 1, requests: 200, mean_output_tokens: 30 };
    const watch = await watched(folder, { ...slow, mean_input_tokens: 100 });
    const child = watch.start("--every", "1h");
    await until(() => journalOf(folder, watch.state().rounds[0].run_id) > 4);
    child.kill("SIGINT");
    const answered = journalOf(folder, watch.state().rounds[0].run_id);
    const { code } = await child.output();
    assert.equal(code, 130);
    const [round] = watch.state().rounds;
    assert.equal(round.status, "cut");
    // How soon is told by how much was still answered, of 400: a busy machine answers slower, too.
    assert.ok(
      round.attempts >= 3 && round.attempts < answered + 20,
      `${round.attempts}, ${answered}`,
    );
    const db = await openStore(folder);
    const { rows } = await db.query(
      "SELECT count(*)::INTEGER AS n, any_value(invalid) AS why FROM requests JOIN runs USING (run_id)",
    );
    db.close();
    assert.equal(rows[0].n, round.attempts);
    assert.match(String(rows[0].why), /^interrupted/);
  }));

Deno.test("a round that fails is said in one line and ends no watch; a budget ends it before it is passed", () =>
  inFolder(async (folder) => {
    const nobody = { provider: "nobody", model: "m", base_url: "http://127.0.0.1:9/v1" };
    const watch = await watched(folder, {
      ...tiny,
      requests: 3,
      concurrency: 1,
      targets: [nobody],
    });
    const { code, out, err } = await watch.run(
      "--every",
      "4s",
      "--rounds",
      many,
      "--budget",
      "8req",
    );
    assert.equal(code, 2, err);
    const lines = out.trim().split("\n").filter((line) => line.includes("failed"));
    assert.ok(lines.length >= 2, out);
    for (const line of lines) {
      assert.match(line, /round \d+ {2}failed: Nobody listens at 127\.0\.0\.1:9/);
    }
    // Three requests a round: a third round could need 9.
    assert.match(err, /up to 3 requests needed, 2 requests left/);
    assert.equal(watch.runs().length, 2);
    const later = await watch.run("--budget", "8req");
    assert.match(later.err, /up to 3 requests needed, 2 requests left/, "after a restart, too");
    assert.equal(watch.runs().length, 2);
  }));
