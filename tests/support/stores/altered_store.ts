/** A copy of the store in which other numbers are true, so that a sentence that does not follow them shows. */
import { openDuckdb, quote } from "../../../benchmarks/store/duckdb.ts";
import { runFolders } from "../../../benchmarks/store/views.ts";

/** Their latencies are doubled, so that their rates are halved. */
export const slowed = ["together", "together.ai"];
/** What is left of each run of `together` in 2023: counts must follow, too. */
export const kept = 140;
/** From here everything was doubled on one day: what a page says of days is relative to each model's usual. */
const slowDay =
  "location = 'sea' AND imported_from = 'thefastest.ai' AND started_at::DATE = '2024-05-03'";

/** Writes the copy of `data` into `folder`. Of the runs made here only those of quickstart go along. */
export async function alterStore(folder: string): Promise<void> {
  const db = await openDuckdb();
  const seconds = ["headers_s", "ttft_s", "ttft_content_s", "last_token_s", "e2e_latency_s"];
  const providers = slowed.map(quote).join(", ");
  try {
    for (const from of await runFolders("data")) {
      if (/\/runs\//.test(from) && !/-quickstart-/.test(from)) continue;
      const to = from.replace("data", folder);
      await Deno.mkdir(to, { recursive: true });
      await Deno.copyFile(`${from}/run.json`, `${to}/run.json`);
      await db.run(
        `COPY (SELECT * REPLACE (${
          seconds.map((s) =>
            `CASE WHEN provider IN (${providers}) OR (${slowDay}) THEN 2 ELSE 1 END * ${s} AS ${s}`
          ).join(", ")
        }) FROM read_parquet('${from}/requests.parquet') WHERE provider <> 'together' OR request_index < ${kept})
        TO '${to}/requests.parquet' (FORMAT parquet)`,
      );
    }
  } finally {
    db.close();
  }
  const published = "llmperf-2023-12/published.csv";
  await Deno.copyFile(`data/${published}`, `${folder}/${published}`);
}
