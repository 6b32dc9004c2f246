/** Where page /requests has its rows from: the run that the address names, else the newest runs'. */
import type { Note } from "../components/state.js";
import type { IndexedRun } from "@/benchmarks/queries/run_index.ts";
import { choiceOf, isChosen } from "../choice/choice.js";
import { pick } from "../choice/picked.js";
import { rowsOf, runRows } from "../choice/run_files.js";
import type { OpenStore } from "../choice/store_rows.js";
import { day } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { readParquet } from "../rows/load.js";
import { type OtherRows, phaseOf } from "./requests_phases.js";
import type { Row } from "../rows/systems.js";

/** The run and, where it is one alone, the target that an address names. */
interface Named {
  run_id: string;
  provider?: string | null;
  model?: string | null;
}

/** What there is to say of the run that an address names; null where it is the newest of its target. */
export function noteOf(runs: IndexedRun[], { run_id, provider, model }: Named): Note | null {
  const is = (t: { provider: string; model: string }) =>
    (!provider || t.provider === provider) && (!model || t.model === model);
  const link = (text: string, named: Omit<Named, "run_id">) => ({
    href: pageHref("requests", { run_id: text, provider: named.provider, model: named.model }),
    text,
  });
  const run = runs.find((r) => r.run_id === run_id);
  if (!run) {
    const text = `Run ${run_id} is not on this site.`;
    if (!provider || !model) return { text };
    const name = `${provider} ${model}`;
    const newest = runs.find((r) => !r.invalid && r.targets.some(is))?.run_id;
    return newest
      ? {
        text: `${text} The newest run of ${name} here is `,
        link: link(newest, { provider, model }),
      }
      : { text: `${text} No other run of ${name} is, either.` };
  }
  if (run.invalid) {
    return { text: `Run ${run_id} is invalid, and in no table of this site: ${run.invalid}.` };
  }
  const own = run.targets.filter(is);
  const later = own.find((t) => t.newest !== null && t.newest !== run_id);
  if (!later || own.some((t) => t.newest === run_id)) return null;
  const of = run.day ? `, of ${day(run.day)}` : "";
  return {
    text: `This is an older run${of}. The newest of ${later.provider} ${later.model} is `,
    link: link(later.newest!, later),
  };
}

/** The rows that an address asks for. `data` reads the rows of the newest runs; `index` the site's list of runs. */
export async function requestsFor(
  search: string,
  data: Record<string, () => Promise<ArrayBuffer>>,
  index: () => Promise<IndexedRun[]>,
  store: OpenStore,
): Promise<{ rows: Row[]; note: Note | null; others: OtherRows[] }> {
  const query = new URLSearchParams(search);
  const choice = choiceOf(search);
  const run_id = query.get("run_id") ?? choice.run;
  const read = async (bytes: ArrayBuffer) => await readParquet(bytes) as Row[];
  if (!run_id && isChosen(choice)) {
    const picked = pick(await index(), choice);
    const text = [picked.sentence, picked.note].filter(Boolean).join(" ");
    return { rows: await rowsOf(picked, store), note: { text }, others: [] };
  }
  if (!run_id) {
    const source = data[query.get("data") ?? "real"] ?? data.real;
    return { rows: await read(await source()), note: null, others: [] };
  }
  const runs = await index();
  const run = runs.find((r) => r.run_id === run_id);
  const note = noteOf(runs, {
    run_id,
    provider: query.get("provider"),
    model: query.get("model"),
  });
  if (!run) return { rows: [], note, others: [] };
  const rows = await runRows(run, store).catch((error: Error) => error.message);
  if (typeof rows === "string") return { rows: [], note: { text: rows }, others: [] };
  const found = phaseOf(rows, query.get("phase"));
  // Of a large run the page has a sample of what was measured alone.
  const unread = rows.every((r) => r.phase === "measured") && run.others > 0;
  return unread ? { ...found, note, others: [{ phase: null, n: run.others }] } : { ...found, note };
}
