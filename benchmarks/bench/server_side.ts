/** The servers of a run's targets, looked at beside the load. */
import type { Config } from "../plan/config.ts";
import { startScraper } from "../server_side/scraper.ts";
import { openServerLines } from "../store/server_side/server_file.ts";

/** Keeps what each target's `metrics_url` says, each second, until it is closed; nothing where none has one. */
export async function watchServers(
  folder: string,
  runId: string,
  targets: Config["targets"],
): Promise<{ close(): Promise<void> }> {
  const watched = targets.flatMap(({ provider, model, metrics_url }) =>
    metrics_url ? [{ provider, model, url: metrics_url }] : []
  );
  if (!watched.length) return { close: () => Promise.resolve() };
  const lines = await openServerLines(folder, runId);
  const scraper = startScraper(watched, (row) => lines.append(row));
  return {
    async close() {
      await scraper.stop();
      await lines.close();
    },
  };
}
