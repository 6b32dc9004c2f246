/** Profiles of the simulator, fitted to the runs of December 2023 in the store: run this file to make them anew. */
import { fileURLToPath } from "node:url";
import { openStore } from "../../benchmarks/store/views.ts";
import type { Profile } from "../../benchmarks/simulator/profile.ts";

const steps = Array.from({ length: 21 }, (_, i) => i / 20);

/**
 * Profiles by name (`groq-70b`), from the succeeded answers of each imported run. The runs recorded no chunks:
 * one token a chunk.
 */
export async function fitProfiles(
  folder = fileURLToPath(new URL("../../data/llmperf-2023-12", import.meta.url)),
): Promise<Record<string, Profile>> {
  const db = await openStore(folder);
  const quantiles = (column: string) =>
    `quantile_cont(${column}, [${steps.join(", ")}]) FILTER (status = 'ok')`;
  const { rows } = await db.query(`SELECT provider || '-' || model_size AS name,
    ${quantiles("ttft_s")} AS ttft_s, ${quantiles("decode_tokens_per_s")} AS decode_tokens_per_s,
    count(*) FILTER (error_class = 'rate_limited') / count(*) AS rate_limited,
    count(*) FILTER (status = 'failed' AND error_class <> 'rate_limited') / count(*) AS failed
    FROM requests WHERE imported_from = 'llmperf' GROUP BY name ORDER BY name`);
  db.close();
  const round = (list: unknown) => (list as number[]).map((x) => Number(x.toPrecision(4)));
  return Object.fromEntries(rows.map((row) => [row.name, {
    ttft_s: round(row.ttft_s),
    decode_tokens_per_s: round(row.decode_tokens_per_s),
    tokens_per_chunk: 1,
    rate_limited: Number((row.rate_limited as number).toFixed(4)),
    failed: Number((row.failed as number).toFixed(4)),
  }]));
}

if (import.meta.main) {
  // One profile a line: a change of one is a change of one line.
  const lines = Object.entries(await fitProfiles())
    .map(([name, profile]) => `${JSON.stringify(name)}: ${JSON.stringify(profile)}`);
  const text = ["{", lines.join(",\n"), "}", ""].join("\n");
  await Deno.writeTextFile(
    new URL("../../benchmarks/simulator/profiles.json", import.meta.url),
    text,
  );
}
