/** Runs that a test makes on a machine that is busy with other tests. */
import assert from "node:assert/strict";
import { type Done, ended } from "../bench.ts";

/**
 * Takes a run of the store in `data` for a result, though the harness stood still and says so: where its pages are
 * looked at, its times are no matter. `name` is in the run's id. `done` is what made it; any other fault of it throws.
 * Returns whether the run was changed.
 */
export async function asResult(data: string, name: string, done: Done): Promise<boolean> {
  const [id] = Array.from(Deno.readDirSync(`${data}/runs`), (entry) => entry.name)
    .filter((id) => id.includes(name)).sort().reverse();
  assert.ok(id, done.err);
  const file = `${data}/runs/${id}/run.json`;
  const run = JSON.parse(await Deno.readTextFile(file));
  const isBusy = (why: string) => /^(?:in worker \d+ )?the harness stood still /.test(why);
  // A target that stood still is said by itself, or all of them with the run.
  const targets = run.targets.map(({ invalid = null, ...target }) => ({ ...target, invalid }));
  const why = [run, ...targets].flatMap(({ invalid }) => invalid?.split("; ") ?? []);
  assert.ok(why.every(isBusy), `${why} ${done.err}`);
  if (!why.length) {
    assert.equal(done.code, 0, done.err);
    return false;
  }
  for (const one of [run, ...targets]) one.invalid = null;
  await Deno.writeTextFile(file, JSON.stringify({ ...run, targets }));
  return true;
}

/** Runs a loader of the site by itself: a page of a simulated configuration makes its run where there is none. */
export const runLoader = (path: string, ...args: string[]): Promise<Done> =>
  ended(
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--quiet", path, ...args],
      stdout: "piped",
      stderr: "piped",
    }).spawn(),
  );
