/**
 * Whether a search finds the highest rate that was planted: `deno task bench:find [--seeds 10] [--requests 3000]
 * [--arrivals poisson] [--slower 1] [--beside 5]`, each seed one run of `bench --find` over the wire against a
 * simulated server of 16 seats. On a busy machine a server so many times slower makes its hiccups small, and as many
 * seeds are asked beside each other.
 *
 * The truth is of a queue that is played here, by nothing of ours: the rate at which, over a step of as many requests,
 * 95% have their first token within the limit in the mean. An answer of one token takes 0.05 to 0.25 s, all equally
 * likely, times `--slower`. Two more runs look where it cannot be: it must say that it is not reached.
 */
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { run } from "../support/bench.ts";
import { median, print } from "./rounds.ts";

const option = (flag: string, otherwise: string) => {
  const at = Deno.args.indexOf(flag);
  return at < 0 ? otherwise : Deno.args[at + 1];
};
const seeds = Number(option("--seeds", "10"));
const requests = Number(option("--requests", "3000"));
const arrivals = option("--arrivals", "poisson");
const [slower, beside] = [Number(option("--slower", "1")), Number(option("--beside", "5"))];
const [shortestS, longestS, limitS] = [0.05, 0.25, 0.5].map((s) => s * slower);
const [seats, asked] = [16, 0.95];
const ranges = [[40, 320], [10, 40], [200, 400]].map((ends) =>
  ends.map((rate) => rate / slower).join("..")
);

/** The share of the requests of a step whose first token came in time, of one play of the queue. */
function playedShare(rate: number): number {
  const free = Array<number>(seats).fill(0);
  let [at, good] = [0, 0];
  for (let i = 0; i < requests; i++) {
    at += arrivals === "constant" ? 1 / rate : -Math.log(1 - Math.random()) / rate;
    const seat = free.indexOf(Math.min(...free));
    free[seat] = Math.max(at, free[seat]) + shortestS + (longestS - shortestS) * Math.random();
    if (free[seat] - at <= limitS) good++;
  }
  return good / requests;
}

function plantedRate(): number {
  const capacity = seats / ((shortestS + longestS) / 2);
  let [below, above] = [capacity / 2, capacity * 2];
  for (let i = 0; i < 14; i++) {
    const middle = (below + above) / 2;
    const plays = Array.from({ length: 200 }, () => playedShare(middle));
    if (plays.reduce((sum, share) => sum + share, 0) / plays.length >= asked) below = middle;
    else above = middle;
  }
  return below;
}

interface Step {
  rate: number;
  requests: number;
  dropped: number;
  goodput: { share: number; low: number; high: number };
}

/** One search; its steps by their rates, and what its summary says of it. */
async function search(seed: number, range: string, each: number) {
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-find-" });
  const simulator = await startSimulator({ seed });
  try {
    const { out, err } = await run([
      ...[
        "bench",
        "--model=m",
        `--base-url=${simulator.url}/steady@${slower}~${seats}/v1`,
        "--no-site",
      ],
      ...["--mean-input-tokens=40", "--stddev-input-tokens=0"],
      ...["--mean-output-tokens=1", "--stddev-output-tokens=0", `--seed=${seed}`, "--json"],
      ...[`--find=${range}`, `--slo=ttft_s=${limitS}`, `--goodput=${asked}`],
      ...[`--arrivals=${arrivals}`, `--max-num-completed-requests=${each}`],
      ...["--results-dir", folder],
    ], { OPENAI_API_KEY: "k" });
    if (!out) throw new Error(err);
    const { steps: { steps } } = JSON.parse(out) as { steps: { steps: Step[] } };
    const said = err.replace(/\s+/g, " ");
    return { steps: steps.toSorted((a, b) => a.rate - b.rate), said };
  } finally {
    await simulator.stop();
    await Deno.remove(folder, { recursive: true });
  }
}

const truth = plantedRate();
async function foundBy(seed: number) {
  const { steps, said } = await search(seed, ranges[0], requests);
  const low = steps.findIndex(({ goodput }) => goodput.share < asked);
  const high = steps[(low < 0 ? steps.length : low) - 1];
  const result = {
    seed,
    steps: steps.length,
    found: high?.rate ?? NaN,
    truth,
    off_percent: 100 * (high?.rate / truth - 1),
    share: high?.goodput.share ?? NaN,
    says: /Both intervals/.test(said) ? "sure" : /Not sure/.test(said) ? "not sure" : "?",
    dropped: steps.reduce((sum, step) => sum + step.dropped, 0),
  };
  console.error(JSON.stringify(result));
  return result;
}
const found: Awaited<ReturnType<typeof foundBy>>[] = [];
for (let first = 1; first <= seeds; first += beside) {
  const some = Array.from({ length: Math.min(beside, seeds - first + 1) }, (_, i) => first + i);
  found.push(...await Promise.all(some.map(foundBy)));
}
const notReached = [];
for (const range of ranges.slice(1)) {
  const { said } = await search(1, range, 200);
  notReached.push(
    /Not reached: .*?\.(?= [A-Z]|$)/.exec(said)?.[0] ?? `${range}: it does not say so`,
  );
}
const near = found.filter(({ off_percent }) => Math.abs(off_percent) <= 5).length;
print(`The planted rate is ${truth.toFixed(1)} requests/s; ${near} of ${seeds} within 5%`, found, {
  ...{ load: Deno.loadavg(), requests, arrivals, slower, truth, near, seeds },
  off_median_percent: median(found.map(({ off_percent }) => off_percent)),
  ...{ found, notReached },
});
