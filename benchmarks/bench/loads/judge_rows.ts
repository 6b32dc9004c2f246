/** What the rows of a run say of it: the same of one that a process made and of one that shards made together. */
import type { Config } from "../../plan/config.ts";
import { rowFaults, type TargetFault } from "../../store/row_checks.ts";
import { openUnjudged } from "../../store/views.ts";
import { brokenRules } from "./rule_faults.ts";
import { tooLate } from "./too_late.ts";

/** Why it is no result as a whole, and which of its targets are none. */
export interface RowVerdict {
  run: string | null;
  targets: TargetFault[];
}

/**
 * Judges the run in `folder`. Of a `part` of a run nobody knows yet how many of all its arrivals came too late. A fault
 * of a target that the run does not have is one of the run.
 */
export async function judgeRows(
  folder: string,
  config: Pick<Config, "trace">,
  asked: { provider: string; model: string }[],
  part = false,
): Promise<RowVerdict> {
  const db = await openUnjudged(folder);
  try {
    const faults = [
      ...await rowFaults(db),
      ...part ? [] : await tooLate(db),
      ...await brokenRules(db, config),
    ];
    const isAsked = ({ provider, model }: TargetFault) =>
      asked.some((target) => target.provider === provider && target.model === model);
    return {
      run: faults.find((fault) => !isAsked(fault))?.why ?? null,
      targets: faults.filter(isAsked),
    };
  } finally {
    db.close();
  }
}
