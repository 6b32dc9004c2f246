/** Parquet to Arrow. */

/** The bytes of a Parquet file as an Arrow IPC stream. */
export async function parquetToArrow(bytes: Uint8Array): Promise<Uint8Array> {
  const parquet = await import("parquet-wasm/esm");
  // The set-up writes the place of the package for its name.
  await parquet.default({
    module_or_path: import.meta.resolve("npm:parquet-wasm/esm/parquet_wasm_bg.wasm"),
  });
  return parquet.readParquet(bytes).intoIPCStream();
}
