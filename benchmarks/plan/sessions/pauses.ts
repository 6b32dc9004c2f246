/** Pauses between the turns of sessions that have none of their own. Pure. */
import type { Config } from "../config.ts";
import { seeded } from "../random.ts";
import type { Requests } from "../prompts.ts";

/** The requests with the think time of the configuration: from the end of an answer to the next turn. */
export function withThinkTime({ turns, seed }: Config, requests: Requests): Requests {
  const { think_time_s: mean = 0, stddev_think_time_s: stddev = 0 } = turns ?? {};
  if (!mean && !stddev) return requests;
  return (phase, index) => {
    const made = requests(phase, index);
    const random = seeded(`think ${phase} ${seed} ${index}`);
    const pause = () => {
      for (;;) {
        const drawn = mean + stddev * random.normal();
        if (drawn >= 0) return drawn;
      }
    };
    return { ...made, later: made.later?.map((turn) => ({ ...turn, afterAnswerS: pause() })) };
  };
}
