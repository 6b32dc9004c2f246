/** Reads Parquet as `FileAttachment(...).parquet()` and `.arquero()` ask for it: with plain numbers. */
import { tableFromIPC, tableToIPC } from "apache-arrow";
import * as base from "parquet-wasm/esm";
import { plainNumbers } from "./plain_numbers.js";
import { loadZipped } from "./zipped.js";
export * from "parquet-wasm/esm";

/** Starts the package, whose program stands beside the address that is given. */
export default async ({ module_or_path }: { module_or_path: string }): Promise<unknown> =>
  await base.default({ module_or_path: await (await loadZipped(module_or_path)).arrayBuffer() });

/** As the package reads it; tables of SQL keep their types. */
export const readExact: typeof base.readParquet = base.readParquet;

export const readParquet = (
  bytes: Uint8Array,
  options?: base.ReaderOptions | null,
): { intoIPCStream(): Uint8Array } => {
  const stream = base.readParquet(bytes, options).intoIPCStream();
  return { intoIPCStream: () => tableToIPC(plainNumbers(tableFromIPC(stream)), "stream") };
};
