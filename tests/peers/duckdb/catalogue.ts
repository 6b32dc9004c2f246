/** A catalogue of a store: days before, several writers, what its owner takes away. */
import { run } from "../../support/bench.ts";
import { writeManyRuns } from "../../support/stores/large_store.ts";
import { check } from "../peer.ts";

type Env = Record<string, string>;

/** What a command printed as JSON. Throws with its words where it failed. */
export async function json(args: string[], env: Env) {
  const { code, out, err } = await run(args, env);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}:\n${err}`);
  return { found: JSON.parse(out), err };
}

const runId = (i: number) => `large-000${i}`;

/** Moves the runs of a store aside, to come in one after the other. */
async function takeOut(store: string, runs: number, to: string) {
  const at = (folder: string, i: number) => `${folder}/${runId(i)}`;
  for (let i = 0; i < runs; i++) await Deno.rename(at(`${store}/runs`, i), at(to, i));
  return (i: number) => Deno.rename(at(to, i), at(`${store}/runs`, i));
}

const shown =
  `SELECT (SELECT count(*) FROM runs)::INT AS runs, (SELECT count(*) FROM requests)::INT AS n,
  (SELECT count(*) FROM runs WHERE invalid IS NOT NULL)::INT AS invalid,
  (SELECT count(*) FROM latest)::INT AS latest, (SELECT sum(round(ttft_s * 1e6)::BIGINT) FROM requests)::VARCHAR AS s`;

/** With a catalogue of this name (by its store) over a store on this machine. */
export async function checkCatalogue(what: string, own: Env, nameOf: (store: string) => string) {
  const store = await Deno.makeTempDir({ prefix: "tokenboard-store-" });
  const aside = await Deno.makeTempDir({ prefix: "tokenboard-aside-" });
  const env = { ...own, TOKENBOARD_DATA: store };
  const name = nameOf(store);
  const option = `--catalogue=${name}`;
  try {
    await writeManyRuns(store, 4000, { runs: 5 });
    const bringIn = await takeOut(store, 5, aside);
    const catalogue = async () => (await json(["catalogue", "--json", option], env)).found;
    const none = await run(["sql", option, "SELECT 1"], env);
    check(
      `${what}: a catalogue that is not there is said`,
      /There is no catalogue/.test(none.err),
      none.err.trim(),
    );
    await bringIn(0);
    await bringIn(1);
    const first = await catalogue();
    check(
      `${what}: two runs added`,
      first.added.length === 2 && first.snapshots.length === 1,
      first,
    );
    const again = await catalogue();
    check(
      `${what}: nothing new is no snapshot`,
      again.added.length === 0 && again.snapshots.length === 1,
      again.snapshots,
    );
    const now = async (more: string[] = []) =>
      (await json(["sql", "--json", ...more, shown], env)).found[0];
    const then = await now();
    const byCatalogue = await now([option]);
    check(`${what}: says what the store says`, same(then, byCatalogue), [then, byCatalogue]);
    await bringIn(2);
    const invalid = await run(["runs", "invalid", runId(0), "--because=the wrong model"], env);
    check(`${what}: a run is marked invalid`, invalid.code === 0, invalid.err.trim() || undefined);
    const second = await catalogue();
    check(
      `${what}: one added, one renewed`,
      same([second.added, second.renewed, second.gone], [[runId(2)], [runId(0)], []]),
      second,
    );
    const later = await now();
    const past = await now([option, `--as-of=${first.snapshots[0].time}`]);
    check(`${what}: the day before is as it was`, same(past, then) && !same(past, later), [
      past,
      later,
    ]);
    check(`${what}: and now is as it is`, same(await now([option]), later));
    const before = await run(["sql", option, "--as-of=2001-01-01", "SELECT 1"], env);
    check(`${what}: no word of the time before`, before.code === 2, before.err.trim());

    // Two writers at once, of the same two runs, several times.
    await bringIn(3);
    await bringIn(4);
    const both = await Promise.all([catalogue(), catalogue(), catalogue()]);
    const added = both.flatMap(({ added }) => added).sort();
    check(
      `${what}: three writers at once add each run once`,
      same(added, [runId(3), runId(4)]),
      added,
    );
    const { found: [lake] } = await json(["sql", "--json", option, shown], env);
    check(`${what}: and all of it is there once`, same(lake, await now()), lake);

    const deleted = await run(["runs", "delete", runId(1), "--yes"], env);
    check(`${what}: a run is deleted`, deleted.code === 0, deleted.err.trim() || undefined);
    const { found: [left], err } = await json(
      ["sql", "--json", option, `--as-of=${first.snapshots[0].time}`, shown],
      env,
    );
    check(
      `${what}: what its owner deleted is named and not shown`,
      left.runs === 1 && err.includes(runId(1)) && err.includes("no longer"),
      err,
    );
    const third = await catalogue();
    const last = await now();
    const moved = await run(["compact", "--before=2026-06-01"], env);
    check(`${what}: runs are moved into a file of their month`, moved.code === 0, moved.out.trim());
    const compacted = await now([option, `--as-of=${second.snapshots[1].time}`]);
    check(`${what}: a day before reads their rows there`, compacted.n === later.n - left.n, [
      compacted,
      later,
    ]);
    const fourth = await catalogue();
    check(`${what}: the catalogue follows them`, fourth.renewed.length === 4, fourth.renewed);
    check(`${what}: and says the same`, same(await now([option]), last));
    check(`${what}: gone`, same(third.gone, [runId(1)]) && third.runs === 4, third.gone);
  } finally {
    for (const folder of [store, aside]) await Deno.remove(folder, { recursive: true });
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
