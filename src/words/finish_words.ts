/** Ends of answers that are none of the known kinds. */
/** The server's own word for why an answer ended, where it is of no known kind; null where it is. */
export const otherEnd = (row: Record<string, unknown>): string | null =>
  row.status === "ok" && row.finish_reason === "other"
    ? String(row.finish_reason_raw ?? "no word")
    : null;

/** How often each such word was said, the commonest first. */
export function otherEnds(rows: Record<string, unknown>[]): [string, number][] {
  const words = rows.map(otherEnd).filter((word): word is string => word !== null);
  return [...Map.groupBy(words, (word) => word)]
    .map(([word, of]): [string, number] => [word, of.length])
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}
