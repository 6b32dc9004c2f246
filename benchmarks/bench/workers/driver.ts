/** What drives the turns of a plan, and what it is told. */
import type { Load } from "../../plan/load/load_schema.ts";
import type { Turn } from "../../plan/items/plan_item.ts";
import type { Ns, Recording } from "../../providers/recording.ts";
import type { Row } from "../../record/record.ts";
import type { AttemptText } from "../../record/to_record.ts";
import type { AgreedStart } from "../../shards/agreed_start.ts";
import type { RunTarget } from "../../targets/run_target.ts";
import type { Clock } from "../../wire/clock.ts";
import type { Health } from "../../wire/health/health.ts";
import type { Limits } from "../../wire/limits.ts";
import type { Retrying } from "../failures/ask_again.ts";

/** Columns that are the same in every row of a run. */
export interface RunIdentity {
  run_id: string;
  config_name: string;
  config_hash: string | null;
  workload_hash: string | null;
  location: string | null;
  /** From 0; of a run that one process makes, 0. */
  shard: number;
}

export interface RunOptions {
  /** Each is asked for when the one before it is done. */
  turns: Iterable<Turn>;
  targets: RunTarget[];
  load: Load;
  /** Most sessions under way. */
  concurrency: number;
  clock: Clock;
  identity: RunIdentity;
  /**
   * Called once an attempt, as soon as it ended, and once a request that was dropped, which has no recording. What it
   * throws ends the run. The bytes of the recording are another's once it returned: who keeps them copies them.
   */
  onRow(row: Row, text: AttemptText, recording: Recording | null): void;
  /** Asked before every request and a few times a second: `finish` lets those in flight end. */
  shouldStop?(): "no" | "finish" | "now";
  /** Asked before every request: a target that was given up gets no more. */
  gaveUp?(target: RunTarget): boolean;
  limits?: Partial<Limits>;
  /** Null, and by default, sends no request again. */
  retrying?: Retrying | null;
  /** What the answers under way may hold of memory together, bytes. */
  heldBytes?: number;
  /** Minutes east of UTC of this machine. */
  utcOffsetMinutes?: number;
  /** Its number, where several workers share the plan. */
  worker?: number;
  /**
   * Waited for before the load of a turn, and before each wave but the first: all workers begin it at the moment that
   * is given back.
   */
  gate?(before: "turn" | "wave"): Promise<Ns>;
  /** Between turns of sessions nothing is under way for no longer than this, seconds (default: as long as they say). */
  mostIdleS?: number | null;
  /** Where measured turns begin at moments that were agreed on. */
  start?: AgreedStart | null;
  /** False opens a connection for every request anew. */
  warm?: boolean;
}

/** What several workers have together of a turn. */
export interface Common {
  /** Items that each takes from, each once. */
  items: Turn["items"];
  /** The place of the next session that nobody has, maybe beyond the last. */
  take(): number;
  /** Of a schedule, how many requests are under way in all of them; its cap is the whole of it. */
  underWay: SharedArrayBuffer;
}

/** Drives one turn after the other, in this thread or by several workers. */
export interface Driver {
  /** Resolves when the last attempt of the turn is recorded; what is `common` is asked after its own items. */
  turn(turn: Turn, common?: Common): Promise<void>;
  close(): Promise<void>;
}

/** What is known of its event loops is known once it is closed. */
export interface Drivers extends Driver {
  /** Of the worst event loop. */
  health(): Health;
  /** Why the run is no result, or null. */
  ofRun(): string | null;
  /** Why a target is none, or null. */
  ofTarget(name: string): string | null;
}
