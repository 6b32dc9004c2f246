/** The thread of `scraper.ts`: gets the servers, then null to end. */
import { monotonicMs } from "../wire/clock.ts";
import { scrape } from "./scrape.ts";
import type { Watched } from "./scraper.ts";

const everyMs = 1000;
const scope = self as unknown as {
  onmessage: (event: MessageEvent<Watched[] | null>) => void;
  postMessage(message: unknown): void;
};

let ending = false;
let wake = () => {};
let looking: Promise<unknown> = Promise.resolve();

/** On a grid from the first look: one that was slow moves no other. */
async function look(watched: Watched[]): Promise<void> {
  const start = monotonicMs();
  for (let round = 0;; round++) {
    await Promise.all(
      watched.map(async ({ provider, model, url }) =>
        scope.postMessage({ provider, model, ...await scrape(url, everyMs) })
      ),
    );
    if (ending) return;
    while (start + (round + 1) * everyMs < monotonicMs()) round++;
    const waitMs = start + (round + 1) * everyMs - monotonicMs();
    await new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, waitMs);
    });
  }
}

scope.onmessage = ({ data }) => {
  if (data) {
    looking = look(data);
    return;
  }
  ending = true;
  wake();
  looking.finally(() => scope.postMessage(null));
};
