/** How the boards of a store stand to the edition that was published last. */
import type { SinceEdition } from "../../judging/standing.ts";
import type { Database } from "../../store/duckdb.ts";
import type { BoardJudgement } from "../standings.ts";
import { boardFigures } from "./board_figures.ts";
import { type Change, changesBetween } from "./changes.ts";
import { type Edition, newestEdition } from "./editions.ts";
import { hashOfRules } from "./rules.ts";

/** The newest edition, and what the store says otherwise; no change where it says the same. */
export interface Since {
  folder: string;
  number: number;
  /** ISO day. */
  date: string;
  note: string | null;
  changes: Change[];
}

/** What was computed of the boards for a page. */
type Given = Required<
  Pick<NonNullable<Parameters<typeof boardFigures>[1]>, "judged" | "statistics">
>;

/** Compares what the boards of an open store say with the newest edition in the folder `data`; null without one. */
export async function sinceEdition(
  db: Database,
  data: string,
  given: Given,
): Promise<Since | null> {
  const newest = await newestEdition(data);
  if (!newest) return null;
  const { folder, edition } = newest;
  const now: Edition = {
    ...edition,
    rules: await hashOfRules(),
    boards: await boardFigures(db, { ...given, data }),
  };
  const { number, date, note } = edition;
  return { folder, number, date, note, changes: changesBetween(edition, now) };
}

/** What of a system is marked, the first that is so. */
const marked = ["new", "newer", "correction", "rank"] as const;

/** The same judgements, each figure marked that is not the edition's. */
export function withSince(judged: BoardJudgement[], since: Since | null): BoardJudgement[] {
  if (!since?.changes.length) return judged;
  const found = new Map<string, SinceEdition>();
  for (const is of marked.toReversed()) {
    for (const { kind, of } of since.changes) {
      if (kind !== is) continue;
      for (const { board, metric = "", population = "", provider, model } of of) {
        const key = [board, metric, population, provider, model].join("\n");
        found.set(key, { edition: since.number, is });
      }
    }
  }
  return judged.map((view) => ({
    ...view,
    standings: view.standings.map((standing) => {
      const system = standing.key.slice(standing.key.indexOf("\n") + 1);
      const mark = found.get(`${view.board}\n\n\n${system}`) ??
        found.get([view.board, view.metric, view.population, system].join("\n"));
      return mark ? { ...standing, since: mark } : standing;
    }),
  }));
}
