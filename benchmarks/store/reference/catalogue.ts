/** What is recorded and computed, as tables: the code's own lists, so that none can differ from it. */
import { leastBlocks, leastEffectiveN } from "../../judging/floors.ts";
import { metrics } from "../../metrics/metrics.ts";
import { errorClasses } from "../../record/errors.ts";
import { record } from "../../record/record.ts";
import { rowsSql } from "./rows_sql.ts";

/** A metric per row. */
export const metricsSql = (): string =>
  rowsSql({
    name: "VARCHAR",
    label: "VARCHAR",
    unit: "VARCHAR",
    better: "VARCHAR",
    scope: "VARCHAR",
    digits: "INTEGER",
    sql: "VARCHAR",
    doc: "VARCHAR",
  }, metrics);

/** A recorded column of `requests` per row. */
export const recordColumnsSql = (): string =>
  rowsSql(
    {
      name: "VARCHAR",
      type: "VARCHAR",
      required: "BOOLEAN",
      unit: "VARCHAR",
      topic: "VARCHAR",
      doc: "VARCHAR",
    },
    Object.entries(record).map(([name, column]) => ({ ...column, name, topic: column.group })),
  );

/** A class of errors per row. */
export const errorClassesSql = (): string =>
  rowsSql(
    { name: "VARCHAR", doc: "VARCHAR" },
    Object.entries(errorClasses).map(([name, doc]) => ({ name, doc })),
  );

const shares = { median: 0.5, P90: 0.9, P95: 0.95, P99: 0.99 };
/** What a quantile needs before it has an interval, a quantile per row. */
export const quantileFloorsSql = (): string =>
  rowsSql(
    { quantile: "VARCHAR", p: "DOUBLE", effective_n: "INTEGER", blocks: "INTEGER" },
    Object.entries(shares).map(([quantile, p]) => ({
      quantile,
      p,
      effective_n: leastEffectiveN(p),
      blocks: leastBlocks(p),
    })),
  );
