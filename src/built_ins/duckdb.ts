/**
 * DuckDB in the browser as the framework's SQL cells use it, with three differences: the store is in reach by the plain
 * names of its tables, Parquet is read, and nothing is asked for from another host. The set-up puts it where the
 * framework looks for the package.
 */
import * as wasm from "@duckdb/duckdb-wasm";
import { parquetToArrow } from "./parquet.js";
import { showProgress } from "./progress.js";
import { carrying } from "./take_sql.js";
import { loadZipped } from "./zipped.js";
import { withTableHint } from "../shared/table_hint.js";
export * from "@duckdb/duckdb-wasm";
export { arrowToParquet } from "./parquet.js";

/** What the framework calls the store's file, see `benchmarks/site/notebooks/cells.ts`. */
const store = "store";
const attached = new RegExp(`^ATTACH '[^']*' AS ${store} `);
/** The package has no Parquet: its reader is an extension on another host. */
const parquetRead = /\b(?:parquet_scan|read_parquet)\(\s*'([^']+)'\s*\)/gi;
const parquetFrom = /\b(?:from|join)\s+'([^']+\.parquet)'/gi;

/** Tables that the page could have, and how; only its own cells can ask for others. */
const hints = (): Record<string, string> =>
  JSON.parse(document.querySelector("#table-hints")?.textContent || "{}");

/** Awaits an answer; an error says what helps. */
async function hinted<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error) error.message = withTableHint(error.message, hints());
    throw error;
  }
}

/** Exceptions of WebAssembly are in every browser since 2022; the build without them is left out. */
export async function selectBundle(
  { eh }: { eh?: { mainModule: string; mainWorker: string } },
): Promise<wasm.DuckDBBundle> {
  const { wasmExceptions } = await wasm.getPlatformFeatures();
  if (!eh || !wasmExceptions) throw new Error("SQL needs a newer browser: this one is too old.");
  return { ...eh, pthreadWorker: null };
}

export class AsyncDuckDB extends wasm.AsyncDuckDB {
  #withStore = false;
  /** Bytes of each Parquet file that was registered, by name. */
  #files = new Map<string, () => Promise<Uint8Array>>();
  /** Those that are a table by now; the table has the file's name. */
  #tables = new Map<string, Promise<void>>();

  override async instantiate(module: string, worker?: string | null) {
    const progress = showProgress();
    try {
      const unpacked = URL.createObjectURL(await loadZipped(module, progress.step));
      await super.instantiate(unpacked, worker);
      URL.revokeObjectURL(unpacked);
    } finally {
      progress.end();
    }
    return null;
  }

  override async open(config: wasm.DuckDBConfig): Promise<void> {
    // A store of a million rows has 120 MB: of it the pieces are read that a question needs.
    const filesystem = { forceFullHTTPReads: false, allowFullHTTPReads: true };
    await super.open({ ...config, filesystem: { ...filesystem, ...config.filesystem } });
    const connection = await super.connectInternal();
    await super.runQuery(connection, "SET autoinstall_known_extensions = false");
    await super.runQuery(connection, "SET autoload_known_extensions = false");
    await super.disconnect(connection);
  }

  override async connect(): Promise<wasm.AsyncDuckDBConnection> {
    const connection = await super.connect();
    return this.#withStore ? carrying(connection, () => super.connect()) : connection;
  }

  override async connectInternal(): Promise<number> {
    const connection = await super.connectInternal();
    // A table that the page makes is found before one of the store.
    if (this.#withStore) await super.runQuery(connection, `SET search_path = 'memory,${store}'`);
    return connection;
  }

  override async runQuery(connection: number, text: string): Promise<Uint8Array> {
    const ready = await this.#readParquet(connection, text);
    const result = await hinted(super.runQuery(connection, ready));
    if (attached.test(text)) this.#withStore = true;
    return result;
  }

  override async startPendingQuery(connection: number, text: string, stream?: boolean) {
    const ready = await this.#readParquet(connection, text);
    return await hinted(super.startPendingQuery(connection, ready, stream));
  }

  override async createPrepared(connection: number, text: string): Promise<number> {
    const ready = await this.#readParquet(connection, text);
    return await hinted(super.createPrepared(connection, ready));
  }

  override registerFileURL(
    name: string,
    url: string,
    protocol: wasm.DuckDBDataProtocol,
    directIO: boolean,
  ): Promise<void> {
    this.#files.set(name, async () => {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`Unable to load file: ${name}`);
      return new Uint8Array(await response.arrayBuffer());
    });
    return super.registerFileURL(name, url, protocol, directIO);
  }

  override registerFileBuffer(name: string, buffer: Uint8Array): Promise<void> {
    const own = buffer.slice(); // the worker takes the buffer away
    this.#files.set(name, () => Promise.resolve(own));
    return super.registerFileBuffer(name, buffer);
  }

  /** Makes a table of every registered Parquet file that a statement reads, and reads the table instead. */
  async #readParquet(connection: number, text: string): Promise<string> {
    const names = [parquetRead, parquetFrom].flatMap((read) =>
      [...text.matchAll(read)].map(([, name]) => name)
    ).filter((name) => this.#files.has(name));
    for (const name of names) {
      if (!this.#tables.has(name)) this.#tables.set(name, this.#insertParquet(connection, name));
      await this.#tables.get(name);
    }
    return text.replaceAll(
      parquetRead,
      (read, name) => names.includes(name) ? `"${name.replaceAll('"', '""')}"` : read,
    );
  }

  async #insertParquet(connection: number, name: string): Promise<void> {
    const bytes = await parquetToArrow(await this.#files.get(name)!());
    await super.insertArrowFromIPCStream(connection, bytes, { name, schema: "main", create: true });
  }
}
