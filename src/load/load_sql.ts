/** What page `/load/` shows as SQL, and as the rows that this SQL returns. */
import type { LoadData, LoadStep } from "@/benchmarks/queries/load/judged_steps.ts";
import { quote } from "../rows/request_sql.js";
import type { Table } from "../shared/csv.js";
import type { LoadTarget } from "./load_sets.js";

const text = (value: string | null) => value === null ? "NULL::VARCHAR" : quote(value);

/** The statement of the steps of these targets. */
export function stepsSql({ sql }: LoadData, targets: LoadTarget[]): string {
  const rows = targets.map(({ run_id, provider, model, location }) =>
    `(${[run_id, provider, model, location].map(text).join(", ")})`
  );
  // A name may hold what stands for something in a replacement.
  return sql.replace("$targets", () => rows.join(",\n  ") || "('', '', '', '')");
}

const beyondSql: (keyof LoadStep)[] = ["intervals", "against", "goodput"];

/** The rows of `stepsSql`. */
export function stepsTable({ steps }: LoadData, targets: LoadTarget[]): Table {
  const own = new Set(targets.flatMap((target) => target.steps));
  const rows = steps.filter((step) => own.has(step));
  const columns = Object.keys(steps[0] ?? {}).filter((name) =>
    !beyondSql.includes(name as keyof LoadStep)
  );
  return { columns, rows: rows as unknown as Table["rows"] };
}

/** The same with the intervals, for a file. */
export const stepsJson = (targets: LoadTarget[]): unknown[] =>
  targets.flatMap(({ steps }) =>
    steps.map(({ intervals, against, goodput, ...step }) => ({
      ...step,
      judged: { intervals, against_lightest: against, goodput },
    }))
  );
