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
export function runRules({ runs, tags, without_tags, since, edition }: BoardChoice): Rule[] {
  return [
    ...edition
      ? [{
        what: `Only what edition ${edition.number} shows, no newer run`,
        keeps: `run_id IN (${list(edition.systems.map(({ run_id }) => run_id)) || "NULL"})`,
      }]
      : [],
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

/** Whom a choice leaves out, and why. */
export const targetRules = ({ leave_out = [] }: BoardChoice) =>
  leave_out.map(({ provider, model, because }) => ({
    what: model === undefined ? `Without ${provider}` : `Without ${model} of ${provider}`,
    because,
    provider,
    model,
  }));

/**
 * Conditions on SQL of a run, a provider and a model that it leaves out none of them; each of a thousand alone is slow
 * to plan.
 */
export function keptTargets(
  { leave_out = [], edition }: BoardChoice,
  run: string,
  p: string,
  m: string,
): string[] {
  const providers = leave_out.filter(({ model }) => model === undefined).map((l) => l.provider);
  const models = leave_out.flatMap(({ provider, model }) =>
    model === undefined ? [] : [`(${quote(provider)}, ${quote(model)})`]
  );
  const shown = edition?.systems.map((s) => `(${list([s.run_id, s.provider, s.model])})`);
  return [
    ...shown?.length ? [`(${run}, ${p}, ${m}) IN (${shown.join(", ")})`] : [],
    ...providers.length ? [`${p} NOT IN (${list(providers)})`] : [],
    ...models.length ? [`(${p}, ${m}) NOT IN (${models.join(", ")})`] : [],
  ];
}

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
  const rules = targetRules(choice).map(({ what, because, provider, model = null }) => ({
    ...{ provider, model, why: `${what} (${because})` },
  }));
  const columns = JSON.stringify([{ provider: "VARCHAR", model: "VARCHAR", why: "VARCHAR" }]);
  const list = `from_json(${quote(JSON.stringify(rules))}, ${quote(columns)})`;
  const all = "json_extract(targets, '$[*]')";
  const meets = `(t->>'$.provider') = r.provider
    AND (r.model IS NULL OR (t->>'$.model') = r.model)`;
  const left = `CASE WHEN len(${all}) > 0
    AND len(list_filter(${all}, lambda t: len(list_filter(${list}, lambda r: ${meets})) = 0)) = 0
    THEN array_to_string(list_transform(
      list_filter(${list}, lambda r: len(list_filter(${all}, lambda t: ${meets})) > 0),
      lambda r: r.why), '; ') END`;
  return `nullif(concat_ws('; ', NULL, ${
    [...broken, rules.length ? left : "NULL"].join(", ")
  }), '')`;
}
