/** What changed from one edition to the next, in sentences for a feed. */
import { leaderboardInfos } from "../../metrics/metrics.ts";
import { statisticNames } from "../../metrics/statistics.ts";
import type { Figure, PublishedBoard, PublishedSystem } from "./board_figures.ts";
import { disputedIn, type Edition, type KeptEdition } from "./editions.ts";

export type ChangeKind = "new" | "gone" | "newer" | "rank" | "correction" | "dispute" | "rules";

/** Whose figures a change is of: of one view of a board, or of all where it names none. */
export interface ChangedSystem {
  board: string;
  provider: string;
  model: string;
  metric?: string;
  population?: string;
}

export interface Change {
  kind: ChangeKind;
  /** Without its full stop. */
  text: string;
  /** Systems of the later edition; none of what changed for all, or of a system that is gone. */
  of: ChangedSystem[];
}

interface Placed {
  board: PublishedBoard;
  system: PublishedSystem;
}

const systemsOf = ({ boards }: Edition): Map<string, Placed> =>
  new Map(boards.flatMap((board) =>
    board.systems.map((system) => [
      [board.board, system.provider, system.model].join("\n"),
      { board, system },
    ])
  ));

/** A system, and in words which board it stands on: "sim-groq m (70b, 100 tokens in, 24 out, simulated)". */
const nameOf = ({ board, system }: Placed): string => {
  const { model_size, workload, location, simulated } = board;
  const words = [
    ...model_size ? [model_size] : [],
    ...workload ? [workload] : [],
    ...location ? [`from ${location}`] : [],
    ...simulated ? ["simulated"] : [],
  ];
  return `${system.provider} ${system.model}${words.length ? ` (${words.join(", ")})` : ""}`;
};
const systemOf = ({ board: { board }, system: { provider, model } }: Placed): ChangedSystem => ({
  ...{ board, provider, model },
});
const labelOf = (metric: string): string =>
  (leaderboardInfos.find(({ name }) => name === metric)?.label ?? metric).toLowerCase();
const viewOf = ({ metric, population }: Figure): string => {
  const over = {
    succeeded: "succeeded requests",
    all: "all attempts",
    llmperf: "as LLMPerf counted",
  };
  return `${labelOf(metric)}, ${over[population] ?? population}`;
};
const rankWords = ({ rank, not_ranked = [] }: Figure): string => {
  if (!rank) return `none${not_ranked.length ? ` (${not_ranked.join("; ")})` : ""}`;
  const [from, to] = rank;
  return from === to ? `${from}` : `${from}–${to}`;
};

/**
 * Systems that came, went, or whose rank left the interval that it had, or was won or lost; corrections of figures of
 * the same run.
 */
export function changesBetween(before: Edition, after: Edition): Change[] {
  const [old, now] = [before, after].map(systemsOf);
  const changes: Change[] = [];
  const say = (kind: ChangeKind, text: string, of: ChangedSystem[] = []) =>
    changes.push({ kind, text, of });
  if (before.rules !== after.rules) {
    say(
      "rules",
      "The rules that compute and judge changed: figures of the same run may differ by that alone",
    );
  }
  for (const [key, placed] of now) {
    if (!old.has(key)) say("new", `New: ${nameOf(placed)}`, [systemOf(placed)]);
  }
  for (const [key, placed] of old) {
    if (!now.has(key)) say("gone", `No longer shown: ${nameOf(placed)}`);
  }
  const newer = [...now].filter(([key, { system }]) =>
    old.has(key) && old.get(key)!.system.run_id !== system.run_id
  );
  if (newer.length) {
    const names = newer.slice(0, most).map(([, placed]) => nameOf(placed)).join(", ");
    const rest = newer.length - most;
    say(
      "newer",
      `On newer runs: ${names}${rest > 0 ? ` and ${rest} more` : ""}`,
      newer.map(([, placed]) => systemOf(placed)),
    );
  }
  for (const [key, placed] of now) {
    const was = old.get(key);
    if (!was) continue;
    for (const figure of placed.system.figures) {
      const then = was.system.figures.find((f) =>
        f.metric === figure.metric && f.population === figure.population
      );
      if (!then) continue;
      const of = [{ ...systemOf(placed), metric: figure.metric, population: figure.population }];
      const same = was.system.run_id === placed.system.run_id;
      if (same && !alike(then, figure)) {
        say(
          "correction",
          `Corrected: ${nameOf(placed)}, ${
            viewOf(figure)
          }, of the same run ${placed.system.run_id}: ` +
            `median ${number(then.median)} (n ${then.n}) is now ${
              number(figure.median)
            } (n ${figure.n})`,
          of,
        );
      }
      if (then.rank && figure.rank ? !meet(then.rank, figure.rank) : then.rank !== figure.rank) {
        say(
          "rank",
          `Rank: ${nameOf(placed)}, ${viewOf(figure)}: ${rankWords(then)} is now ${
            rankWords(figure)
          }`,
          of,
        );
      }
    }
  }
  const contested = new Set(disputedIn(before).map((one) => JSON.stringify(one)));
  for (const one of disputedIn(after)) {
    if (contested.delete(JSON.stringify(one))) continue;
    const by = one.by ? ` by ${one.by}` : "";
    say(
      "dispute",
      `Contested: ${one.provider} ${one.model}, ${
        labelOf(one.metric)
      }, on ${one.date}${by}: ${one.reason}`,
    );
  }
  for (const gone of contested) {
    const { provider, model, metric, reason } = JSON.parse(gone);
    say("dispute", `No longer contested: ${provider} ${model}, ${labelOf(metric)}: ${reason}`);
  }
  return changes;
}

/** Systems that one sentence names. */
const most = 5;

const number = (value: number | null): string =>
  value === null
    ? "unknown"
    : Number.isFinite(value)
    ? String(Number(value.toPrecision(4)))
    : "a failure";

/** Whether two intervals of ranks have a rank in common. */
const meet = (a: [number, number], b: [number, number]): boolean => a[0] <= b[1] && b[0] <= a[1];

/** The statistics of a figure, which the same requests give again under the same rules. */
const statistics = ["n", "omitted", "failed", ...statisticNames];
const alike = (a: Figure, b: Figure): boolean =>
  statistics.every((name) => close(a[name as "median"], b[name as "median"]));
/** A sum in another order may differ in its last digits. */
const close = (a: number | null, b: number | null): boolean =>
  a === b ||
  a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** What an edition changed, beside the one before it; the first has nothing beside it. */
export const changesOf = (editions: KeptEdition[], i: number): Change[] | null =>
  i === 0 ? null : changesBetween(editions[i - 1].edition, editions[i].edition);

/** "2 boards, 19 systems" */
export function sizeWords({ boards }: KeptEdition["edition"]): string {
  const systems = boards.reduce((sum, board) => sum + board.systems.length, 0);
  const many = (n: number, one: string) => `${n} ${n === 1 ? one : `${one}s`}`;
  return `${many(boards.length, "board")}, ${many(systems, "system")}`;
}
