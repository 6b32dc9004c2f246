/** Options that say when requests are sent, and the names that other harnesses have for them. */
import { type Command, Option } from "commander";
import { number, time } from "./values.ts";

export const loadOptions = (command: Command): Command =>
  command
    .optionsGroup("Load:")
    .option("--rate <n>", "an open loop: requests per second, however long answers take", number)
    .addOption(
      new Option("--arrivals <kind>", "gaps of a rate: equal, or random (default: poisson)")
        .choices(["constant", "poisson", "gamma"]),
    )
    .option("--burstiness <n>", "shape of gamma gaps: below 1 bursts (default: 1)", number)
    .option("--ramp <a..b/Ns>", "a rate that goes from a to b in N seconds, then stays")
    .option("--stages <list>", "rates one after the other: 10:60s,20:500 (seconds, requests)")
    .option("--sweep <list>", "a block at each rate: 1,2,4 or 1..64/7; concurrency=1,2,4")
    .option("--find <a..b>", "search for the highest rate that keeps --slo; concurrency=1..64")
    .option("--slo <limits>", "what a good answer keeps, as ttft_s=0.5,tpot_s=0.05")
    .option("--goodput <share>", "of --find: share that must be good (default: 0.95)", number)
    .option("--duration <s>", "begin requests for so many seconds", time)
    .option("--warmup <n>", "unmeasured requests before", number)
    .option("--warmup-duration <s>", "seconds of unmeasured requests before", time)
    .option("--cooldown <n>", "unmeasured requests after, without a pause", number)
    .option("--cooldown-duration <s>", "seconds of unmeasured requests after", time);

const same: Record<string, string> = {
  "request-rate": "rate",
  "max-concurrency": "num-concurrent-requests",
  "concurrency": "num-concurrent-requests",
  "num-prompts": "max-num-completed-requests",
  "request-count": "max-num-completed-requests",
  "warmup-requests": "warmup",
  "num-warmups": "warmup",
  "warmup-request-count": "warmup",
  "benchmark-duration": "duration",
  "max-seconds": "duration",
  "max-retries": "retries",
  "num-retries": "retries",
};

/** An argument in our words, where it is another harness's flag that means the same. */
export function inOurWords(arg: string): string {
  const [, name, value = ""] = /^--([\w-]+)(=.*)?$/s.exec(arg) ?? [];
  const ours = name === undefined ? undefined : name.replaceAll("_", "-");
  return ours !== undefined && Object.hasOwn(same, ours) ? `--${same[ours]}${value}` : arg;
}
