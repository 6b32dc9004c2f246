/** What page `/load/` shows as SQL, and as the rows that this SQL returns. */
import type { LoadData, LoadStep } from "@/benchmarks/queries/load/judged_steps.ts";
import { quote } from "../rows/request_sql.js";
import type { Table } from "../shared/csv.js";
import type { ChosenLoad } from "./load_state.js";

const text = (value: string | null) => value === null ? "NULL::VARCHAR" : quote(value);

/** The statement of the steps of the chosen targets, with what of them is good. */
export function stepsSql({ sql }: LoadData, { targets, good }: ChosenLoad): string {
  const rows = targets.map(({ run_id, provider, model, location }) =>
    `(${[run_id, provider, model, location].map(text).join(", ")})`
  );
  // A name may hold what stands for something in a replacement.
  return sql.replace("$good", () => good.sql)
    .replace("$targets", () => rows.join(",\n  ") || "('', '', '', '')");
}

const beyondSql: (keyof LoadStep)[] = ["intervals", "against", "goodput"];

/** The rows of `stepsSql`. */
export function stepsTable({ steps }: LoadData, { targets, good }: ChosenLoad): Table {
  const own = new Set(targets.flatMap((target) => target.steps));
  const rows = steps.filter((step) => own.has(step)).map((step) => {
    const { n, share } = good.of(step) ?? { n: 0, share: 0 };
    return { ...step, ...n ? { good: Math.round(n * share), good_share: share } : {} };
  });
  const columns = Object.keys(steps[0] ?? {}).filter((name) =>
    !beyondSql.includes(name as keyof LoadStep)
  );
  return { columns, rows: rows as unknown as Table["rows"] };
}

/** The same with the intervals, for a file. */
export const stepsJson = ({ targets, good }: ChosenLoad): unknown[] =>
  targets.flatMap(({ steps }) =>
    steps.map((whole) => {
      const { intervals, against, goodput: _, ...step } = whole;
      return {
        ...step,
        judged: { intervals, against_lightest: against, good: good.of(whole) },
      };
    })
  );
