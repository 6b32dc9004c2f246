/** View `board_choice`: what the boards of a store show, in sentences that pages print. */
import { type BoardChoice, historicalAfterDays } from "./board_file.ts";
import { type Database, quote } from "../duckdb.ts";
import { runRules, targetRules } from "./board_rules.ts";

/** A sentence without its full stop, and its reason, where it has one. */
export interface Chosen {
  what: string;
  because: string | null;
}

function ageWords(
  { historical_after_days: days = historicalAfterDays, as_of = "newest" }: BoardChoice,
) {
  if (days === null) return "No row is historical, however old";
  const long = `${days} ${days === 1 ? "day" : "days"}`;
  if (as_of === "newest") {
    return `Rows over ${long} older than the newest run of their board are historical`;
  }
  return `Rows over ${long} old ${as_of === "today" ? "today" : `on ${as_of}`} are historical`;
}

/** The sentences of a choice, none of one that chooses nothing. */
export function choiceWords(choice: BoardChoice): Chosen[] {
  const plain = [
    ...runRules(choice).map(({ what }) => what),
    ...choice.historical_after_days !== undefined || choice.as_of !== undefined
      ? [ageWords(choice)]
      : [],
  ];
  return [
    ...plain.map((what) => ({ what, because: null })),
    ...targetRules(choice).map(({ what, because }) => ({ what, because })),
  ];
}

/** Makes the view: columns `what` and `because`, in order. */
export async function createChoice(db: Database, choice: BoardChoice): Promise<void> {
  const rows = choiceWords(choice).map(({ what, because }) =>
    `(${quote(what)}, ${because === null ? "NULL" : quote(because)})`
  );
  await db.run(
    rows.length
      ? `CREATE VIEW board_choice AS SELECT what, because::VARCHAR AS because
        FROM (VALUES ${rows.join(", ")}) AS c(what, because)`
      : "CREATE VIEW board_choice AS SELECT '' AS what, '' AS because WHERE false",
  );
}

/** What a choice names and no run of the store has: a slip of the hand would empty a board in silence. */
export async function unmetChoice(db: Database, choice: BoardChoice): Promise<string[]> {
  const { rows: [has] } = await db.query(`SELECT list(DISTINCT run_id) AS runs,
    list_distinct(flatten(list(tags))) AS tags FROM runs`);
  const { rows: targets } = await db.query("SELECT DISTINCT provider, model FROM requests");
  const [runs, tags] = [has.runs, has.tags].map((all) => new Set(all as string[] | null ?? []));
  const left = (choice.leave_out ?? []).filter(({ provider, model }) =>
    !targets.some((t) => t.provider === provider && (model === undefined || t.model === model))
  );
  return [
    ...(choice.runs ?? []).filter((run) => !runs.has(run)).map((run) => `run ${run}`),
    ...[...choice.tags ?? [], ...choice.without_tags ?? []].filter((tag) => !tags.has(tag))
      .map((tag) => `tag ${tag}`),
    ...left.map(({ provider, model }) => `provider ${provider}${model ? ` with ${model}` : ""}`),
  ];
}
