/** The rules under which AgentX sends a trace of coding agents: what they set, and what does not go with them. Pure. */
import type { Config } from "../config_schema.ts";
import { seeded } from "../random.ts";
import type { Trace, TraceRequest } from "./trace.ts";

/** Nothing may be under way for no longer than this, seconds; then all pauses end so much sooner. */
export const mostIdleS = 10;
/** A run that is shorter has not settled. */
export const leastSeconds = 900;
const usualSeconds = 1800;
/** What share of a target's requests may fail. */
export const mostFailed = 0.1;

const isAgentx = ({ trace }: Pick<Config, "trace">): boolean => trace?.rules === "agentx";

/** Of a configuration: how long all of its sessions together may pause, seconds. */
export const mostIdleOf = (config: Pick<Config, "trace">): number | null =>
  isAgentx(config) ? mostIdleS : null;

/** A configuration with what its rules set; any other one as it is. */
export function underRules<C extends Config>(config: C): C {
  if (!isAgentx(config)) return config;
  return {
    ...config,
    trace: { ...config.trace!, think_time: "after_answer" },
    duration_s: config.duration_s ?? usualSeconds,
    warmup: config.concurrency,
    // How long nothing was under way is known to one event loop alone.
    workers: 1,
    targets: config.targets.map((target) => ({
      ...target,
      params: { ...target.params, ignore_eos: true },
    })),
  };
}

/** Settings that would break the rules, a sentence each. */
export function ruleFaults(config: Omit<Config, "nonce"> & { nonce: boolean | null }): string[] {
  if (!isAgentx(config as Config)) return [];
  const faults: string[] = [];
  const refuse = (when: boolean, words: string) => when && faults.push(`${words} (AgentX)`);
  const { trace, load, duration_s, workers, warmup, concurrency } = config;
  refuse(load !== "closed", 'load: must be "closed", a session when an earlier one ended');
  refuse(
    config.sessions !== "recorded",
    'sessions: must be "recorded", live answers are discarded',
  );
  refuse(trace!.time_scale !== 1, "trace.time_scale: must be 1, pauses are as they were recorded");
  refuse(trace!.window_s !== null, "trace.window_s: must be null, no part of a trace is left out");
  refuse(trace!.prompts === "delta", "trace.prompts: must be whole");
  refuse(
    ![null, "after_answer"].includes(trace!.think_time),
    "trace.think_time: must be after_answer",
  );
  refuse(config.nonce === false, "nonce: must be true, a marker parts each conversation's cache");
  refuse(
    duration_s !== null && duration_s < leastSeconds,
    `duration_s: must be ${leastSeconds} or more`,
  );
  refuse(config.blocks > 1, "blocks: must be 1, the run is one stretch");
  refuse(
    config.warmup_s !== null || warmup !== 0 && warmup !== concurrency,
    "warmup: must be left out, it is one request of each conversation under way",
  );
  refuse(workers !== "auto" && workers !== 1, "workers: must be 1");
  config.targets.forEach(({ params }, i) =>
    refuse(
      params.ignore_eos !== undefined && params.ignore_eos !== true,
      `targets.${i}.params.ignore_eos: must be true`,
    )
  );
  return faults;
}

/** Why a trace cannot be sent by the rules; null where it can, or where there are none. */
export function notByRules(
  { blockTokens, format, prompts }: Trace,
  sessions: TraceRequest[][],
  config: Config,
): string | null {
  if (!isAgentx(config)) return null;
  if (blockTokens === null || prompts !== "whole" || format !== "weka") {
    return `AgentX's rules are for conversations of whole prompts in blocks (weka), and this is ${format}`;
  }
  const long = sessions.filter((turns) => turns.length > 1).length;
  return long < config.concurrency
    ? `AgentX's rules begin ${config.concurrency} conversations within, and ${long} of it have two requests or more`
    : null;
}

/** A session as it is asked: its first measured turn, and the one before, which warms the cache up. */
export interface Begun {
  place: number;
  from: number;
}

/**
 * The order of the sessions, each with the turn that it begins at: as many as are under way together begin at a
 * random moment of what was recorded, at least one turn in; those that come after them begin at their first.
 */
export function begunWithin(sessions: TraceRequest[][], { concurrency, seed }: Config): Begun[] {
  const long = sessions.flatMap((turns, place) => turns.length > 1 ? [place] : []);
  const first = long.slice(0, concurrency);
  const others = sessions.map((_, place) => place).filter((place) => !first.includes(place));
  return [
    ...first.map((place, i) => ({
      place,
      from: 1 + turnAt(sessions[place], seeded(`agentx ${seed} ${i}`).next()),
    })),
    ...others.map((place) => ({ place, from: 0 })),
  ];
}

/** The turn under way at this share of what a session's recording took; not its last. */
function turnAt(turns: TraceRequest[], share: number): number {
  let at = 0;
  const begins = turns.map(({ delayS, tookS }) => {
    const begin = at + (delayS ?? 0);
    at = begin + (tookS ?? 0);
    return begin;
  });
  const moment = share * at;
  return Math.max(0, Math.min(begins.findLastIndex((begin) => begin <= moment), turns.length - 2));
}

/** The rules in one sentence; null where there are none. */
export const ruleWords = (config: Config): string | null =>
  !isAgentx(config)
    ? null
    : "By AgentX's rules: streamed, with ignore_eos, no prompt cut; recorded answers are replayed and the model's " +
      `own discarded; pauses are as recorded, but with nothing under way none is longer than ${mostIdleS} s; ` +
      `the first ${config.concurrency} conversations begin at a random moment of theirs, behind one request each ` +
      "that warms their cache up; every conversation begins with a marker of its own; " +
      `it lasts ${config.duration_s} s, and no more than ${
        100 * mostFailed
      }% of requests may fail.`;
