/** Settings of every DuckDB that is opened. */
export const duckdbSettings: Record<string, string> = {
  autoinstall_known_extensions: "false", // it would fetch what a statement could use
  // What a statement held goes back to the machine, not to the next one: by itself DuckDB keeps up to 128 MB of it.
  allocator_flush_threshold: "1MB",
  allocator_bulk_deallocation_flush_threshold: "1MB",
};
