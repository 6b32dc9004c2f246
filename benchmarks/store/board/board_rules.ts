/** The rules by which a choice leaves runs and targets out of boards: each in words, and in SQL. Pure. */
import { quote } from "../duckdb.ts";
import type { BoardChoice } from "./board_file.ts";

const shown = 10;
const names = (all: string[]) =>
  all.slice(0, shown).join(", ") + (all.length > shown ? ` and ${all.length - shown} more` : "");
const tagged = (tags: string[]) =>
  tags.length === 1 ? `the tag ${tags[0]}` : `one of the tags ${names(tags)}`;

const list = (texts: string[]) => texts.map(quote).join(", ");

interface Rule {
  /** A sentence without its full stop. */
  what: string;
  /** Condition on view `runs`: of those that it keeps. */
  keeps: string;
}

/** What a choice asks of whole runs. */
export function runRules({ runs, tags, without_tags, since }: BoardChoice): Rule[] {
  return [
    ...runs
      ? [{
        what: `Only ${runs.length === 1 ? "run" : `${runs.length} runs:`} ${names(runs)}`,
        keeps: `run_id IN (${list(runs)})`,
      }]
      : [],
    ...tags
      ? [{ what: `Only runs with ${tagged(tags)}`, keeps: `list_has_any(tags, [${list(tags)}])` }]
      : [],
    ...without_tags?.length
      ? [{
        what: `No run with ${tagged(without_tags)}`,
        keeps: `NOT list_has_any(tags, [${list(without_tags)}])`,
      }]
      : [],
    ...since
      ? [{
        what: `Only runs since ${since}`,
        keeps: `coalesce(started_at, ended_at) >= TIMESTAMP ${quote(since)}`,
      }]
      : [],
  ];
}

/** Whom a choice leaves out: `is` is a condition on SQL of a provider and a model. */
export const targetRules = ({ leave_out = [] }: BoardChoice) =>
  leave_out.map(({ provider, model, because }) => ({
    what: model === undefined ? `Without ${provider}` : `Without ${model} of ${provider}`,
    because,
    is: (p: string, m: string) =>
      `(${p} = ${quote(provider)}${model === undefined ? "" : ` AND ${m} = ${quote(model)}`})`,
  }));

/** Whether it keeps any run or target off the boards that would stand there. */
export const leavesOut = (choice: BoardChoice): boolean =>
  runRules(choice).length + targetRules(choice).length > 0;

/**
 * SQL, over rows of view `runs`, of why no board shows a run, as text; null where one may: the rules that a run breaks,
 * and those of its targets where none of them is left.
 */
export function leftOutSql(choice: BoardChoice): string {
  const broken = runRules(choice).map(({ what, keeps }) =>
    `CASE WHEN NOT coalesce(${keeps}, false) THEN ${quote(what)} END`
  );
  const rules = targetRules(choice);
  const is = (rule: typeof rules[number]) => rule.is("(t->>'$.provider')", "(t->>'$.model')");
  const all = "json_extract(targets, '$[*]')";
  const none = `len(${all}) > 0
    AND len(list_filter(${all}, lambda t: NOT (${rules.map(is).join(" OR ")}))) = 0`;
  const left = rules.map((rule) =>
    `CASE WHEN ${none} AND len(list_filter(${all}, lambda t: ${is(rule)})) > 0
      THEN ${quote(`${rule.what} (${rule.because})`)} END`
  );
  return `nullif(concat_ws('; ', NULL, ${[...broken, ...left, "NULL"].join(", ")}), '')`;
}
