/** What the thread that keeps the rows and its workers say to each other. */
import type { Config } from "../../plan/config_schema.ts";
import type { PlanItem, Turn } from "../../plan/plan.ts";
import type { Exchange, Ns } from "../../providers/recording.ts";
import type { Row } from "../../record/record.ts";
import type { AttemptText } from "../../record/to_record.ts";
import type { RecordingLine } from "../../store/journal/recordings.ts";
import type { ClockZero } from "../../wire/clock.ts";
import type { Health } from "../../wire/health/health.ts";
import type { Stamped } from "../../calibration/errors.ts";
import type { RunOptions } from "./driver.ts";

/** From what targets are made, with every variable that they read: a function cannot be sent. */
export interface TargetSource {
  config: Config;
  environment: Record<string, string>;
  simulatorUrl: string;
}

/** What is the same for all workers. */
export interface Setup extends
  Pick<
    RunOptions,
    | "load"
    | "concurrency"
    | "identity"
    | "limits"
    | "retrying"
    | "heldBytes"
    | "utcOffsetMinutes"
    | "mostIdleS"
  > {
  /** Needed by workers alone. */
  source?: TargetSource;
  /** Whether recordings are kept, and prompts in them. */
  record: boolean;
  keepText: boolean;
  /** What freezes that add up may take, milliseconds; undefined for what every run may lose. */
  leastFreezeMs?: number;
  /** The file of prompts, where they are not in the items. */
  prompts: string | null;
}

/** A plan and how it is asked, as a worker can be sent it. */
export interface TruthLoad {
  setup: Setup;
  turns: Turn[];
}

/** What is compared of a request of a load beside the run. */
export type Seen = Stamped & Pick<Row, "phase" | "status">;

/** What every event loop of a run asks over and over beside it, so that what is late for the run is late for it. */
export interface BesideLoad {
  load: TruthLoad;
  stamp(row: Seen): void;
}

/** One attempt that ended. */
export interface Kept {
  row: Row;
  text: AttemptText;
  /** How its exchanges ended; null of a request that was dropped. */
  recording: { exchanges: Pick<Exchange, "headersAt" | "end">[] } | null;
  /** To be kept, without secrets; null where recordings are not. */
  line: RecordingLine | null;
}

/** How one event loop was throughout. */
export interface Watched {
  health: Health;
  /** Why the run is no result, or null. */
  ofRun: string | null;
  /** Why targets are none, by their names. */
  ofTargets: Map<string, string>;
}

/** An item, or one whose words stand in the file of prompts. */
export type SentItem = PlanItem | Omit<PlanItem, "prompt"> & { stored: number };

export type ToWorker =
  | {
    kind: "start";
    worker: number;
    workers: number;
    setup: Setup;
    verdicts: SharedArrayBuffer;
    zero: ClockZero;
    beside: TruthLoad | null;
  }
  | { kind: "time"; ms: number }
  | {
    kind: "turn";
    turn: Omit<Turn, "items">;
    items: SentItem[];
    common: SentItem[];
    /** How many sessions of the common items were taken. */
    taken: SharedArrayBuffer;
    /** How many requests of a schedule are under way. */
    underWay: SharedArrayBuffer;
  }
  | { kind: "begin"; at: Ns }
  | { kind: "end" };

export type FromWorker =
  | { kind: "time" }
  | { kind: "started" }
  /** It waits for the others. */
  | { kind: "waits" }
  | { kind: "kept"; kept: Kept }
  /** A row of the load beside. */
  | { kind: "beside"; row: Seen }
  | { kind: "turned" }
  | { kind: "ended"; watched: Watched }
  /** Of ours; where what it was told is not over, it still ends that. */
  | { kind: "fault"; message: string; stack: string; over: boolean };
