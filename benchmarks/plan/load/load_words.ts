/** A load in a few words, as it stands in the name of a workload. */
import { isScheduled, type Load, type Shaped } from "./load_schema.ts";

/** What of a configuration says its load. */
interface Loaded {
  load: Load;
  concurrency: number;
  duration_s: number | null;
}

/** Such as "5 at a time (waves)", or "50 requests/s (Poisson), at most 1000 at a time". */
export function loadWords({ load, concurrency, duration_s }: Loaded): string {
  const long = duration_s === null ? "" : ` for ${duration_s} s`;
  if (typeof load === "string") {
    return `${concurrency} at a time${load === "waves" ? " (waves)" : ""}${long}`;
  }
  const cap = `, at most ${concurrency} at a time`;
  if (load.shape === "trace") return `at its moments${cap}`;
  return isScheduled(load)
    ? `${shapeWords(load)} requests/s (${spacingWords(load)})${long}${cap}`
    : `${shapeWords(load)} at a time${long}`;
}

function shapeWords(load: Exclude<Load, string | Shaped<"trace">>): string {
  switch (load.shape) {
    case "open":
      return `${load.rate}`;
    case "ramp":
      return `${load.from} to ${load.to} in ${load.ramp_s} s (${load.curve})`;
    case "stages":
      return `stages of ${
        load.stages.map((s) =>
          `${"rate" in s ? s.rate : s.concurrency}${s.duration_s ? ` for ${s.duration_s} s` : ""}${
            s.requests ? ` × ${s.requests}` : ""
          }`
        ).join(", ")
      }`;
    case "sweep":
      return `sweep over ${levelsWords(load)}`;
    case "find": {
      const { from, to } = load.rate ?? load.concurrency!;
      const limits = Object.entries(load.slo).map(([name, s]) => `${name} ${s}`).join(" and ");
      return `search from ${from} to ${to} (${100 * load.goodput}% within ${limits})`;
    }
  }
}

function levelsWords({ rate, concurrency }: Shaped<"sweep">): string {
  const levels = rate ?? concurrency!;
  return Array.isArray(levels)
    ? levels.join(", ")
    : `${levels.from} to ${levels.to} in ${levels.steps} steps`;
}

function spacingWords({ arrivals, burstiness }: { arrivals: string; burstiness: number }): string {
  if (arrivals === "gamma") return `gamma, burstiness ${burstiness}`;
  return arrivals === "poisson" ? "Poisson" : "constant";
}
