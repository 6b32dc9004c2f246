/** What is wrong with a file that DuckDB could not read, in our words: its own are of parts of the file. Pure. */

const known: [RegExp, (found: string) => string][] = [
  [
    /too small to be a Parquet file|No magic bytes|not a parquet file/i,
    () => "is not a whole Parquet file",
  ],
  [/^Binder Error: Referenced column "([^"]+)" not found/, (name) => `has no column ${name}`],
  [/^Conversion Error/, () => "holds values of another kind than its columns should"],
  [/^Out of Memory Error/, () => "does not fit into the memory of this machine"],
  [/^IO Error|\(os error \d+\)/, () => "cannot be read from its disk"],
];

/** What follows on the name of the file: "is damaged". */
export function brokenWords(error: unknown): string {
  const message = (error as Error)?.message ?? String(error);
  for (const [pattern, words] of known) {
    const found = pattern.exec(message);
    if (found) return words(found[1]);
  }
  return "is damaged";
}
