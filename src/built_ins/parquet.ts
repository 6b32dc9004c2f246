/** Parquet to Arrow, and back. */

import { tableFromIPC, tableToIPC } from "apache-arrow";

async function load() {
  const parquet = await import("parquet-wasm/esm");
  // The set-up writes the place of the package for its name.
  await parquet.default({
    module_or_path: import.meta.resolve("npm:parquet-wasm/esm/parquet_wasm_bg.wasm"),
  });
  // In the site our own stands before the package.
  return parquet as unknown as typeof import("./parquet_wasm.js");
}

/** The bytes of a Parquet file as an Arrow IPC stream. */
export async function parquetToArrow(bytes: Uint8Array): Promise<Uint8Array> {
  return (await load()).readExact(bytes).intoIPCStream();
}

/** Arrow as DuckDB gives it, a file or a stream, as the bytes of a Parquet file. */
export async function arrowToParquet(bytes: Uint8Array): Promise<Uint8Array> {
  const { Table, writeParquet } = await load();
  // The package reads streams alone.
  return writeParquet(Table.fromIPCStream(tableToIPC(tableFromIPC(bytes), "stream")));
}
