/** Looks at the metrics of every target's server each second, in a thread of its own: no load waits for it. */
import type { Scraped } from "./scrape.ts";

/** A server to look at, and whose it is. */
export interface Watched {
  provider: string;
  model: string;
  url: string;
}
export type ServerRow = Pick<Watched, "provider" | "model"> & Scraped;

/** Starts looking; `seen` gets every row. `stop` looks a last time, and resolves when nothing comes any more. */
export function startScraper(
  watched: Watched[],
  seen: (row: ServerRow) => void,
): { stop(): Promise<void> } {
  if (watched.length === 0) return { stop: () => Promise.resolve() };
  const worker = new Worker(new URL("./scrape_thread.ts", import.meta.url), { type: "module" });
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  worker.onmessage = ({ data }: MessageEvent<ServerRow | null>) => data ? seen(data) : resolve();
  // The run goes on without its server's side: what is missing shows in the rows.
  worker.onerror = (event) => {
    event.preventDefault();
    resolve();
  };
  worker.postMessage(watched);
  return {
    async stop() {
      worker.postMessage(null);
      await ended;
      worker.terminate();
    },
  };
}
