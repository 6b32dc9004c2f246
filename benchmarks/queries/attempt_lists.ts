/** The attempts of systems in order of their start, column by column, read as they lie in their files. */
import type { Attempts } from "../judging/population.ts";
import type { Database, JsonValue } from "../store/duckdb.ts";
import { giveBack } from "../wire/health/give_back.ts";

/** Each list has one value per attempt. */
export interface AttemptLists {
  attempts: Attempts;
  short: (boolean | null)[];
  error_code: (string | null)[];
  /** Of each metric. */
  values: Record<string, (number | null)[]>;
}

/** A system whose attempts are to be listed. */
export interface Wanted {
  /** See `systemKey`. */
  key: number;
  attempts: number;
  wave: number;
}

/** SQL of a number that tells the systems of a query apart: their names would be made anew for every row. */
export const systemKey = (alias: string): string =>
  `(hash(${
    ["run_id", "provider", "model", "board"].map((name) => `${alias}.${name}`).join(", ")
  }) >> 11)::DOUBLE`;

/** After so many rows at first what their columns were made of is collected: it is a multiple of what stays. */
const collectedRows = 8192;

/** What orders the attempts of a system, as numbers; what has no start comes last. */
const order = ["coalesce(epoch_us(started_at)::DOUBLE, 'Infinity')", "request_index", "attempt"];
const listed = ["status", "short", "error_code", "block"];

/** Lists on their way: those that order, then those that are asked for. */
interface Growing {
  n: number;
  order: Float64Array[];
  lists: JsonValue[][];
}

/**
 * Lists of the rows that `chosen` (SQL, with a column `board`) gives. They are sorted here: DuckDB would hold each row
 * several times over for it, and most files lie in this order already.
 */
export async function attemptLists(
  db: Database,
  chosen: string,
  systems: Wanted[],
  metricNames: string[],
): Promise<AttemptLists[]> {
  const columns = [...listed, ...metricNames.map((name) => `"${name}"`)];
  const growing = new Map<number, Growing>();
  for (const { key, attempts } of systems) {
    if (growing.has(key)) throw new Error("Two systems of one query have the same key");
    growing.set(key, {
      n: 0,
      order: order.map(() => new Float64Array(attempts)),
      lists: columns.map(() => new Array(attempts)),
    });
  }
  const words = new Map<JsonValue, JsonValue>();
  /** Few words in many rows: each is held once. */
  const once = (value: JsonValue) => {
    if (typeof value !== "string") return value;
    if (!words.has(value)) words.set(value, value);
    return words.get(value)!;
  };
  let [read, collectAt] = [0, collectedRows];
  await db.queryColumns(
    `SELECT ${[systemKey("s"), ...order, ...columns].join(", ")} FROM (${chosen}) s`,
    (column) => {
      const of = column(0).map((key) => growing.get(Number(key))!);
      const at = of.map((own) => own.n++);
      order.forEach((_, i) => {
        column(1 + i).forEach((value, row) => of[row].order[i][at[row]] = Number(value));
      });
      columns.forEach((_, i) => {
        column(1 + order.length + i).forEach((value, row) =>
          of[row].lists[i][at[row]] = once(value)
        );
      });
      read += of.length;
      if (read < collectAt) return;
      giveBack();
      // Of many rows what stays is much, too, and takes its time to look through.
      collectAt = read + Math.max(collectedRows, read / 4);
    },
  );
  return systems.map(({ key, wave, attempts }) => {
    if (growing.get(key)!.n !== attempts) throw new Error("The store changed while it was read");
    const [status, short, error_code, block, ...values] = inOrder(growing.get(key)!);
    growing.delete(key);
    return {
      attempts: { status: status as string[], block: block as (number | null)[], wave },
      short: short as (boolean | null)[],
      error_code: error_code as (string | null)[],
      values: Object.fromEntries(
        metricNames.map((name, i) => [name, values[i] as (number | null)[]]),
      ),
    };
  });
}

/**
 * The lists by start, index and attempt. DuckDB may hand on a few rows of a file after those behind them: where all lie
 * in order, the lists are as they are.
 */
function inOrder({ n, order, lists }: Growing): JsonValue[][] {
  // Loops by number alone: iterators would be garbage of every value.
  const before = (a: number, b: number): number => {
    for (let i = 0; i < order.length; i++) {
      if (order[i][a] !== order[i][b]) return order[i][a] - order[i][b];
    }
    return 0;
  };
  let row = 1;
  while (row < n && before(row - 1, row) <= 0) row++;
  if (row >= n) return lists;
  const rows = new Uint32Array(n).map((_, i) => i).sort(before);
  for (let i = 0; i < lists.length; i++) {
    const list = lists[i];
    const moved = new Array(n);
    for (let place = 0; place < n; place++) moved[place] = list[rows[place]];
    lists[i] = moved;
  }
  return lists;
}
