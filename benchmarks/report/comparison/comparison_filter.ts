/** What a filter of `deno task compare` means, as SQL. */
import { ConfigError } from "../../plan/config.ts";
import { ofLatest } from "../../queries/boards.ts";
import { columnNames } from "../../record/record.ts";
import { boundsOf } from "../../shared/moments.ts";
import { quote } from "../../store/duckdb.ts";

/** Runs that started from or until a day or moment, as a page's address has it. */
const ends: Record<string, (first: number, last: number) => [sign: string, at: number]> = {
  since: (first) => [">=", first],
  until: (_, last) => ["<=", last],
};

function partSql(part: string): string {
  const [, name, value] = part.match(/^([a-z_]+)=(.*)$/) ?? [];
  const fault = (why: string) => new ConfigError("command line", [`${part}: ${why}`]);
  if (name in ends) {
    const bounds = boundsOf(value);
    if (!bounds) {
      throw fault("that is no day and no moment, as 2026-11-28 and 2026-11-28T14:00Z are");
    }
    const [sign, at] = ends[name](...bounds);
    return `epoch_ms(coalesce(r.started_at, r.ended_at)) ${sign} ${at}`;
  }
  if (name === "tag") return `list_contains(r.tags, ${quote(value)})`;
  if (!(columnNames as string[]).includes(name)) {
    throw fault(
      "there is no column of that name; choose by since, until, tag, or a column such as provider, model, " +
        "utc_hour or config_name (page /data has all)",
    );
  }
  return `q.${name}::VARCHAR = ${quote(value)}`;
}

/**
 * `provider=a,model_size=70b,since=2026-11-01` as a condition on views `requests` (alias q) and `runs` (r), of all
 * valid runs, or of the newest of each target; a run that it names is judged whatever it says of itself.
 */
export function filterSql(text: string, runs: "all" | "newest" = "all"): string {
  const parts = text.split(",").map(partSql);
  if (!/(^|,)run_id=/.test(text)) parts.push("r.invalid IS NULL");
  if (runs === "newest") parts.push(ofLatest("true"));
  return parts.join(" AND ");
}
