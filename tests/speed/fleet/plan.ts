/** The plan that a fleet of machines shares, and who serves it: everything is fixed before a clock runs. */
import { checkConfig, type Config } from "../../../benchmarks/plan/config.ts";
import { makePlan, type PlanItem, type Turn } from "../../../benchmarks/plan/plan.ts";
import { sonnetLines } from "../../../benchmarks/plan/prompts.ts";
import {
  makeSchedule,
  type Profile,
  profileNamed,
  type Schedule,
} from "../../../benchmarks/simulator/profile.ts";

/** What is asked, and of whom. */
export interface Asked {
  requests: number;
  /** Requests per second. */
  rate: number;
  arrivals: "constant" | "poisson";
  /** A profile of the simulator, with `~SEATS` where requests wait for each other. */
  profile: string;
  seed: number;
}

/** One plan of one turn. */
export interface FleetPlan {
  asked: Asked;
  config: Config;
  runId: string;
  turn: Turn;
  profile: Profile;
  /** By request index: the answer it gets, before it waits for a seat. */
  answers: Schedule[];
}

/** Tokens of an answer: enough for a stream, few enough for a hundred thousand of them. */
const outputTokens = 8;
const lines = sonnetLines(
  Deno.readTextFileSync(new URL("../../../benchmarks/plan/sonnets.txt", import.meta.url)),
);

/** The plan as `bench` makes it. What answers a request depends on its index and the seed, on nothing else. */
export function planOf(asked: Asked): FleetPlan {
  const { requests, rate, arrivals, profile, seed } = asked;
  const config = checkConfig({
    name: "fleet",
    ...{ mean_input_tokens: 40, stddev_input_tokens: 0 },
    ...{ mean_output_tokens: outputTokens, stddev_output_tokens: 0 },
    ...{ requests, seed, location: "virtual", load: { shape: "open", rate, arrivals } },
    targets: [{ provider: "simulated", model: "m", simulate: profile }],
  }, "fleet");
  const runId = `fleet-${requests}-${arrivals}-${seed}`;
  const [turn] = makePlan(config, runId, lines);
  const served = profileNamed(profile);
  if (!served) throw new Error(`There is no profile ${profile}`);
  const answers = Array.from(
    { length: requests },
    (_, i) => makeSchedule(served, outputTokens, `${seed} ${profile} ${i}`),
  );
  return { asked, config, runId, turn, profile: served, answers };
}

/** Seconds from the start of the turn to its last arrival. */
export const lengthOf = ({ turn }: FleetPlan): number => turn.items.at(-1)!.scheduledS!;

/** What identifies a planned request whoever asks it. */
export const planned = ({ requestIndex, promptHash, scheduledS }: PlanItem): string =>
  `${requestIndex} ${promptHash} ${scheduledS}`;
