/** The file of a watch: what it wrote it reads, and nothing that would make it measure without end or pause. */
import assert from "node:assert/strict";
import { checkConfig, ConfigError } from "../../benchmarks/plan/config.ts";
import {
  readState,
  type WatchState,
  writeState,
} from "../../benchmarks/store/watches/watch_file.ts";
import { begun } from "../../benchmarks/watch/state.ts";
import { openWatch } from "../../benchmarks/watch/open.ts";
import { inFolder } from "../support/bench.ts";

const at = new Date("2026-01-05T12:00:00.000Z");
const round = { ...begun(1, at, at, "20260105T120000Z-c-1a2b3c"), status: "measured" as const };
const missed = { ...begun(2, at, null, null), status: "missed" as const, why: "it slept" };
const state: WatchState = {
  config_name: "c",
  ...{ every_s: 3600, jitter: 0.1, seed: 7 },
  first_at: at.toISOString(),
  ended_at: null,
  rounds: [round, { ...missed, through: 9 }, { ...round, round: 10 }],
};

const wrong: [string, RegExp][] = [
  ["", /not what a watch writes/],
  ["{", /not what a watch writes/],
  ["[]", /must be an object/],
  [JSON.stringify({ ...state, first_at: "nonsense" }), /first_at: is no moment/],
  [JSON.stringify({ ...state, every_s: 1e-9 }), /every_s/],
  [JSON.stringify({ ...state, every_s: 1e30 }), /every_s/],
  [JSON.stringify({ ...state, jitter: 1e9 }), /jitter/],
  [JSON.stringify({ ...state, rounds: [missed, round] }), /rounds: are not one after the other/],
  [JSON.stringify({ ...state, rounds: [round, round] }), /rounds: are not one after the other/],
  [JSON.stringify({ ...state, rounds: [{ ...missed, through: 1 }] }), /ends before it begins/],
  [JSON.stringify({ ...state, rounds: [{ ...round, run_id: "../../etc" }] }), /run_id/],
  [JSON.stringify({ ...state, rounds: [{ ...round, run_id: null }] }), /has no run/],
  [JSON.stringify({ ...state, rounds: [{ ...round, tokens: -1 }] }), /tokens/],
];

Deno.test("readState() reads what was written, later versions' fields too, and refuses by name what is no state", () =>
  inFolder(async (folder) => {
    const path = `${folder}/c.json`;
    assert.equal(await readState(path), null);
    const later = { ...state, later: { a: 1 }, rounds: [{ ...round, b: 2, tokens: 2 ** 60 }] };
    for (const one of [state, later]) {
      await writeState(path, one);
      assert.deepEqual(await readState(path), one);
    }
    for (const [text, fault] of wrong) {
      await Deno.writeTextFile(path, text);
      await assert.rejects(readState(path), (error) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, fault, text);
        assert.match(error.message, /move it away/);
        return true;
      });
    }
    await Deno.remove(path);
    await Deno.mkdir(path);
    await assert.rejects(readState(path), /c\.json.*no plain file/s);
  }));

Deno.test("openWatch() writes through no link, goes on with no other's state, and removes what a kill left", () =>
  inFolder(async (folder) => {
    const config = checkConfig({
      ...{ name: "c", mean_input_tokens: 9, mean_output_tokens: 9, requests: 1 },
      targets: [{ provider: "a", model: "m", simulate: "groq-70b" }],
    }, "test");
    const watch = `${folder}/watch`;
    const open = () => openWatch(watch, `${folder}/runs`, config, { every: 3600 });
    await Deno.mkdir(watch);
    await Deno.writeTextFile(`${folder}/letter`, "dear");
    for (const name of ["c.lock.tmp", "c.round.log", "c.json"]) {
      await Deno.symlink(`${folder}/letter`, `${watch}/${name}`);
      await assert.rejects(open(), /is a link: nothing is written there/);
      await Deno.remove(`${watch}/${name}`);
    }
    assert.equal(Deno.readTextFileSync(`${folder}/letter`), "dear");
    await writeState(`${watch}/c.json`, { ...state, config_name: "d" });
    await assert.rejects(open(), /it is of d; move it away/);
    await Deno.remove(`${watch}/c.json`);
    await Deno.writeTextFile(`${watch}/c.json.0123456789ab.tmp`, "{");
    await Deno.writeTextFile(`${watch}/other.json.0123456789ab.tmp`, "{");
    (await open()).release();
    assert.deepEqual([...Deno.readDirSync(watch)].map((e) => e.name).sort(), [
      "c.json",
      "other.json.0123456789ab.tmp",
    ]);
  }));
