/** Which quantiles of a system have too few requests for an interval. */
import { draw } from "./population.js";
import { type Entrant, levels, type QuantileName, support } from "./standing.js";

/** Reasons by quantile; one that is not here has an interval. */
export type Weak = Partial<Record<QuantileName, string>>;

/** Over the succeeded requests of a system. */
export function weakOf(
  { attempts, values }: Pick<Entrant, "attempts" | "values">,
  { name, better }: { name: string; better: "higher" | "lower" | null },
): Weak {
  const drawn = draw("succeeded", attempts, values[name], better ?? "lower");
  const reasons = Object.entries(levels).map(([quantile, p]) =>
    [quantile, support(drawn, p).weak] as const
  );
  return Object.fromEntries(reasons.filter(([, why]) => why !== null));
}
