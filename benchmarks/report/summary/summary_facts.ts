/** What stands in a summary beside what the rows say. */
import type { TargetFault } from "../../store/row_checks.ts";

/** What a summary cannot know of its run. */
export interface SummaryFacts {
  folder: string;
  /** The store, where one was named: commands are to be given it. */
  store?: string;
  /** Which part of a run it is, in words: what may be done next is done with the whole. */
  part?: string | null;
  /** Targets whose certificate was not checked. */
  unverified: string[];
  /** A sentence for each target whose first attempts said that it cannot work. */
  givenUp: string[];
  /** They were asked on all the same. */
  goingOn: boolean;
  /** What is said of targets that failed too often in a row; by provider and model. */
  stopped?: ReadonlyMap<string, string>;
  invalid: string | null;
  /** Why a target is no result, though the run is one; by its provider and model. */
  invalidTargets?: ReadonlyMap<string, string>;
  /** Of a part: targets too many of whose arrivals this part came too late to. */
  late?: TargetFault[];
  /** Each step depends on the one before: where it is cut off, none goes on with it. */
  search?: boolean;
  /** Every statistic too. */
  full: boolean;
}
