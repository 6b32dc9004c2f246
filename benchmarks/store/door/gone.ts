/** Files of runs that another process moved between the moment a store was looked through and that of a question. */

/** Rows that are being replaced lie under a name of their own: `next_rows.ts`. */
const fileOfARun =
  /"[^"]*\/(?:requests(?:-[0-9a-f]{16})?\.parquet|server\.parquet|run\.json|compacted\/[^"\/]+\.parquet)"/;

/** Whether DuckDB did not find a file of a run: rows were compacted, or a run was deleted, meanwhile. */
export function isGone(error: unknown): boolean {
  const [line] = ((error as Error)?.message ?? "").split("\n");
  return /No files found that match|Cannot open file/.test(line) && fileOfARun.test(line);
}

/** A store that changes under so many looks in a row does not do so by accident. */
const mostLooks = 5;

/**
 * Does `act`, which looks a store through and asks it, again where a file of a run went meanwhile; `look` counts from
 * 0. Throws what it throws.
 */
export async function anewWhereGone<T>(act: (look: number) => Promise<T>): Promise<T> {
  for (let look = 0;; look++) {
    try {
      return await act(look);
    } catch (error) {
      if (!isGone(error) || look + 1 === mostLooks) throw error;
    }
  }
}
