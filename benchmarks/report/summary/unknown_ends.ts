/** Answers of a run that ended for a reason of no known kind: counted by the server's own word. */
import { type Database } from "../../store/duckdb.ts";

/** Of one target, by the server's word, the commonest first. */
export type UnknownEnds = Record<string, number>;

/** Counts of the requests that `where` (SQL) chooses, by provider and model. */
export async function unknownEnds(
  db: Database,
  where: string,
): Promise<(provider: string, model: string) => UnknownEnds> {
  const { rows } = await db.query(
    `SELECT provider, model, coalesce(finish_reason_raw, 'no word') AS word, count(*) AS n FROM requests
      WHERE ${where} AND status = 'ok' AND finish_reason = 'other' GROUP BY ALL ORDER BY n DESC, word`,
  );
  return (provider, model) =>
    Object.fromEntries(
      rows.filter((r) => r.provider === provider && r.model === model)
        .map((r) => [String(r.word), Number(r.n)]),
    );
}

/** One line for each target that had any. */
export const unknownEndsText = (targets: { ends: UnknownEnds; label: string }[]): string[] =>
  targets.filter(({ ends }) => Object.keys(ends).length > 0).map(({ ends, label }) =>
    `${label}: ${Object.entries(ends).map(([word, n]) => `${n} × ${word}`).join(", ")}`
  );
