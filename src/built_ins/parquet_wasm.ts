/** Reads Parquet as `FileAttachment(...).parquet()` and `.arquero()` ask for it: with plain numbers. */
import { tableFromIPC, tableToIPC } from "apache-arrow";
import * as base from "parquet-wasm/esm";
import { plainNumbers } from "./plain_numbers.js";
import { loadZipped } from "./zipped.js";
export * from "parquet-wasm/esm";

/** Starts the package, whose program stands beside the address that the framework or we give. */
export default async (given: string | { module_or_path: string }): Promise<unknown> => {
  const address = typeof given === "string" ? given : given.module_or_path;
  return await base.default({ module_or_path: await (await loadZipped(address)).arrayBuffer() });
};

/** As the package reads it; tables of SQL keep their types. */
export const readExact: typeof base.readParquet = base.readParquet;

export const readParquet = (
  bytes: Uint8Array,
  options?: base.ReaderOptions | null,
): { intoIPCStream(): Uint8Array } => {
  const stream = base.readParquet(bytes, options).intoIPCStream();
  return { intoIPCStream: () => tableToIPC(plainNumbers(tableFromIPC(stream)), "stream") };
};
