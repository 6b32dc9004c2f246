/** A load in a few words, as it stands in the name of a workload. */
import { isScheduled, type Load } from "./load_schema.ts";

/** Such as "5 at a time (waves)", or "50 requests/s (Poisson), at most 1000 at a time". */
export function loadWords(load: Load, concurrency: number): string {
  if (!isScheduled(load)) return `${concurrency} at a time${load === "waves" ? " (waves)" : ""}`;
  return `${load.rate} requests/s (${spacingWords(load)}), at most ${concurrency} at a time`;
}

function spacingWords({ arrivals, burstiness }: { arrivals: string; burstiness: number }): string {
  return arrivals === "poisson"
    ? "Poisson"
    : arrivals === "gamma"
    ? `gamma, burstiness ${burstiness}`
    : "constant";
}
