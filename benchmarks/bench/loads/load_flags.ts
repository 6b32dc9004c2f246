/** From the flags of a load to its settings in a configuration. */
import { ConfigError } from "../../plan/config.ts";

/** Flags of `bench` that say when requests are sent. */
export interface LoadFlags {
  rate?: number;
  arrivals?: "constant" | "poisson" | "gamma";
  burstiness?: number;
  ramp?: string;
  stages?: string;
  sweep?: string;
  find?: string;
  slo?: string;
  goodput?: number;
  duration?: number;
  warmup?: number;
  warmupDuration?: number;
  cooldown?: number;
  cooldownDuration?: number;
  numConcurrentRequests?: number;
  trace?: string;
  ignoreTraceTimes?: boolean;
  traceRules?: string;
}

const shapes = ["rate", "ramp", "stages", "sweep", "find"] as const;
const number = String.raw`(\d+(?:\.\d+)?(?:e[+-]?\d+)?)`;
const range = new RegExp(`^${number}\\.\\.${number}$`);

/** The settings; empty where no flag says anything of the load. Throws `ConfigError`. */
export function loadOfFlags(flags: LoadFlags): Record<string, unknown> {
  const faults: string[] = [];
  const given = shapes.filter((name) => flags[name] !== undefined);
  const spacing = { arrivals: flags.arrivals, burstiness: flags.burstiness };
  if (given.length > 1) {
    faults.push(`${given.map((name) => `--${name}`).join(" and ")}: give one of them`);
  }
  if (!given.length && Object.values(spacing).some((v) => v !== undefined)) {
    faults.push("--arrivals and --burstiness: need --rate, or another flag that has a rate");
  }
  if ((flags.slo ?? flags.goodput) !== undefined && flags.find === undefined) {
    faults.push("--slo and --goodput: are of --find");
  }
  const shape = given.length ? shapeOf(given[0], flags, faults) : null;
  if (faults.length) throw new ConfigError("command line", faults);
  const load = shape
    ? { shape: given[0] === "rate" ? "open" : given[0], ...shape, ...known(spacing) }
    : flags.trace && !flags.ignoreTraceTimes && !flags.traceRules
    ? { shape: "trace" }
    : flags.traceRules
    ? "closed"
    : null;
  return known({
    load: load ?? undefined,
    // The number in flight of another load is none for this one.
    concurrency: flags.numConcurrentRequests ?? (load ? null : undefined),
    duration_s: flags.duration,
    warmup: flags.warmup,
    warmup_s: flags.warmupDuration,
    cooldown: flags.cooldown,
    cooldown_s: flags.cooldownDuration,
  });
}

/** Whether the flags say how long, or in how many steps, so that no count of requests is needed. */
export const saysHowLong = ({ duration, stages }: LoadFlags): boolean =>
  duration !== undefined || stages !== undefined;

function shapeOf(name: typeof shapes[number], flags: LoadFlags, faults: string[]) {
  const refuse = (how: string) => {
    faults.push(`--${name}: write it as ${how}`);
    return {};
  };
  if (name === "rate") return { rate: flags.rate };
  if (name === "ramp") {
    const [, from, to, s, curve = "linear"] = new RegExp(
      `^${number}\\.\\.${number}/${number}s(?:,(linear|exponential))?$`,
    ).exec(flags.ramp!) ?? [];
    return from === undefined
      ? refuse("1..50/60s, from 1 to 50 requests/s in 60 s, maybe with ,exponential")
      : { from: Number(from), to: Number(to), ramp_s: Number(s), curve };
  }
  const [, over = "rate", text] = /^(?:(rate|concurrency)=)?(.*)$/s.exec(flags[name]!)!;
  if (name === "stages") {
    const stages = text.split(",").map((part) => {
      const [, level, amount, s] = new RegExp(`^${number}:${number}(s?)$`).exec(part) ?? [];
      return level === undefined
        ? null
        : { [over]: Number(level), [s ? "duration_s" : "requests"]: Number(amount) };
    });
    return stages.includes(null)
      ? refuse(
        "10:60s,20:500, 10 requests/s for 60 s and 20/s for 500 requests, or concurrency=4:60s",
      )
      : { stages };
  }
  const [, from, to] = range.exec(text.replace(/\/\d+$/, "")) ?? [];
  const ends = { from: Number(from), to: Number(to) };
  if (name === "find") {
    const slo = Object.fromEntries(
      (flags.slo ?? "").split(",").filter(Boolean).map((part) => {
        const [limit, value] = part.split("=");
        return [limit, Number(value)];
      }),
    );
    if (!flags.slo) faults.push("--find: needs --slo, such as --slo ttft_s=0.5,tpot_s=0.05");
    return from === undefined
      ? refuse("1..100, the rates to look between, or concurrency=1..64")
      : { [over]: ends, slo, ...known({ goodput: flags.goodput }) };
  }
  const steps = Number(/\/(\d+)$/.exec(text)?.[1]);
  if (from !== undefined && steps) return { [over]: { ...ends, steps } };
  const list = text.split(",").map((part) => part.trim() === "" ? NaN : Number(part));
  return list.some(Number.isNaN)
    ? refuse("1,2,4,8 or 1..64/7, 7 steps by one factor, or concurrency=1,2,4")
    : { [over]: list };
}

const known = (settings: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
