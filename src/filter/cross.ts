/** The board's counts by Mosaic: each view counts what the brushes of the others leave, from tables counted ahead. */
import type { Connection } from "../rows/client.js";
import { nameColumns } from "./columns.js";

/** What is used of `@uwdata/vgplot`. */
export type Mosaic = typeof import("@uwdata/vgplot");
/** Rows of an answer, as Mosaic decodes them. */
export type Counted = Record<string, unknown>[];

/** What a view counts by: a column of table `board`. */
export type Choice = { range: [number, number] } | { names: string[] } | null;

export interface Cross {
  /** Adds a view; `draw` gets the rows per value of its column. */
  count(column: string, draw: (rows: Counted) => void): Promise<void>;
  /** Adds a view of the first rows that all brushes leave, in their order, or of one count. */
  watch(
    select: Record<string, unknown>,
    limit: number | null,
    draw: (rows: Counted) => void,
  ): Promise<void>;
  /** Counts ahead for brushes of this column; resolves when that is done. */
  near(column: string): Promise<void>;
  /** Sets what is chosen of a column; resolves when every view is drawn. */
  choose(column: string, choice: Choice): Promise<void>;
  /** Lets go of what is chosen of columns, of all at once; resolves when every view is drawn. */
  free(columns: string[]): Promise<void>;
  /** Keeps to rows that succeeded, or not; resolves when every view is drawn. */
  succeeded(only: boolean): Promise<void>;
}
export function makeCross(vg: Mosaic, connection: Connection): Cross {
  // deno-lint-ignore no-explicit-any -- the package's own types do not say what its modules export
  const m = vg as any;
  const coordinator = new m.Coordinator(m.wasmConnector({ connection }), {
    logger: null,
  });
  const selection = m.Selection.crossfilter();
  /** The client of each column, which is the source of its clauses. */
  const clients = new Map<string, object>();
  /** The column's one node: a clause is recognised by it. */
  const fields = new Map<string, unknown>();

  const field = (column: string) => {
    if (!fields.has(column)) fields.set(column, m.column(column));
    return fields.get(column);
  };

  async function add(query: (filter: unknown) => unknown, draw: (rows: Counted) => void) {
    const drawn = Promise.withResolvers<void>();
    class View extends m.MosaicClient {
      constructor() {
        super(selection);
      }
      query(filter: unknown = []) {
        return query(filter);
      }
      queryResult(data: Iterable<Record<string, unknown>>) {
        draw([...data]);
        drawn.resolve();
        return this;
      }
      queryError(error: Error) {
        drawn.reject(error);
        return this;
      }
    }
    const client = new View();
    coordinator.connect(client);
    await drawn.promise;
    return client as object;
  }

  function clauseOf(column: string, choice: Choice) {
    const source = clients.get(column)!;
    const own = field(column);
    const base = { source, clients: new Set([source]), fields: [own] };
    if (choice === null) return { ...base, value: null, predicate: null };
    // Also of a range: Mosaic would group an interval's values by their place on the screen, and lose their type.
    const meta = { type: "point" };
    if ("range" in choice) {
      return { ...base, meta, value: choice.range, predicate: m.isBetween(own, choice.range) };
    }
    const equal = choice.names.map((name) => m.eq(own, m.literal(name)));
    return {
      ...base,
      value: choice.names,
      predicate: equal.length > 1 ? m.or(equal) : equal[0],
      meta,
    };
  }
  /** A change waits for those before it, of which each source has one at most. */
  const settled = async () => {
    for (let i = 0; i < clients.size + 2; i++) await selection.pending("value");
  };
  const update = async (clause: unknown) => {
    selection.update(clause);
    await settled();
  };
  const population = {};

  return {
    async count(column, draw) {
      const query = (filter: unknown) =>
        m.Query.from("board").select({ value: field(column), n: m.count() })
          .groupby(field(column)).where(filter);
      clients.set(column, await add(query, draw));
    },
    async watch(select, limit, draw) {
      const columns = Object.fromEntries(
        Object.entries(select).map((
          [name, sql],
        ) => [name, sql === "count" ? m.count() : m.column(sql)]),
      );
      await add((filter) => {
        const query = m.Query.from("board").select(columns).where(filter);
        return limit ? query.limit(limit) : query;
      }, draw);
    },
    async near(column) {
      const client = clients.get(column);
      if (!client) return;
      const own = selection.clauses.find((clause: { source: object }) => clause.source === client);
      // Any choice will do: only its column decides what is counted.
      selection.activate(own ?? clauseOf(column, exampleOf(column)));
      await selection.pending("activate");
      // Questions are answered one after the other: this one, when all before it were.
      await coordinator.exec("SELECT 1");
    },
    choose: (column, choice) => update(clauseOf(column, choice)),
    async free(columns) {
      const sources = new Set(columns.map((column) => clients.get(column)));
      // Mosaic would count the column brushed last by tables of the filters that go now.
      coordinator.preaggregator.clear();
      selection.reset(
        selection.clauses.filter((clause: { source: object }) => sources.has(clause.source)),
      );
      await settled();
    },
    succeeded: (only) =>
      update({
        source: population,
        fields: [m.column("status")],
        value: only,
        predicate: only ? m.eq(m.column("status"), m.literal("ok")) : null,
      }),
  };
}

const exampleOf = (column: string): Choice =>
  Object.values(nameColumns).includes(column) ? { names: [""] } : { range: [0, 0] };
