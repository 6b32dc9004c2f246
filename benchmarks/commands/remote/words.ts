/** What is said of a remote store, on stderr. */
import type { Brought, Progress } from "../../places/mirror/brought.ts";
import type { Put } from "../../places/mirror/put.ts";
import { Steps } from "../../report/steps.ts";
import { monotonicMs } from "../../wire/clock.ts";

const saidAfterMs = 2000;

/** Progress of what may take long; what does not says nothing. */
export class Slow {
  #steps: Steps;
  #since = monotonicMs();
  constructor(title: string) {
    this.#steps = new Steps(title);
  }
  progress: Progress = (done, total, path) => {
    if (monotonicMs() - this.#since > saidAfterMs) this.#steps.step(done, total, path);
  };
  end = () => this.#steps.end();
}

const count = (n: number, one: string) =>
  `${n.toLocaleString("en-US")} ${one}${n === 1 ? "" : "s"}`;
const size = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const named = (names: string[]) =>
  `${names.slice(0, 5).join(", ")}${names.length > 5 ? `, and ${names.length - 5} more` : ""}`;

export function broughtText(store: string, folder: string, brought: Brought): string[] {
  const { files, bytes, gone, differ } = brought;
  const lines = [];
  if (files) lines.push(`${store}: ${count(files, "file")} brought here (${size(bytes)}).`);
  if (gone) lines.push(`${store}: ${count(gone, "file")} gone there, and here now, too.`);
  for (const path of differ) {
    lines.push(
      `${store}: ${path} was changed there and here; what follows is of here. ` +
        `Remove ${folder}/${path} to take theirs.`,
    );
  }
  return lines;
}

export function putText(store: string, folder: string, put: Put): string[] {
  const lines = [];
  if (put.files) {
    lines.push(`${store}: put there ${named(put.folders)} (${size(put.bytes)}).`);
  }
  if (put.removed) lines.push(`${store}: ${count(put.removed, "file")} taken away there.`);
  for (const unit of put.unfinished) {
    const run = unit.slice(unit.lastIndexOf("/") + 1);
    lines.push(
      `${folder}/${unit} is not whole and stays here: ` +
        `deno task bench --resume ${run} --store ${store} goes on with it.`,
    );
  }
  for (const unit of put.ofShards) {
    lines.push(
      `${store}: shards are making another run ${unit} there: nothing was put there, ` +
        `${folder}/${unit} stays as it is here.`,
    );
  }
  for (const unit of put.differ) {
    lines.push(
      `${store}: ${unit} was changed there meanwhile: nothing of it was put there, ` +
        `${folder}/${unit} stays as it is here.`,
    );
  }
  return lines;
}

/** Null where everything is there. */
export const unsentText = (store: string, units: string[]): string | null =>
  units.length
    ? `Here and not in ${store}: ${
      named(units)
    }. A command that makes them now puts them there when it ends; what an earlier one left, ` +
      "the next bench or import with this store."
    : null;
