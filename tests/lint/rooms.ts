/** The rooms of the project, each closed to what lies above it. */
import type { Wall } from "./wall.ts";

/** Files that import nothing else of ours: types and tools that every room may use. */
export const foundations =
  /^benchmarks\/(record\/(record|columns\/\w+)|wire\/clock|plan\/random|providers\/(recording|read\/(ends|json)))\.ts$/;

/** Rooms of the harness, from the ground up: each imports only what lies below it. */
const harness = [
  "shared",
  "files",
  "places",
  "processes",
  "providers",
  "record",
  "wire",
  "server_side",
  "plan",
  "traces",
  "calibration",
  "metrics",
  "judging",
  "store",
  "reconcile",
  "queries",
  "report",
  "simulator",
  "conformance",
  "coverage",
  "importers",
  "llmperf",
  "exports",
  "targets",
  "budget",
  "shards",
  "bench",
  "site",
  "watch",
  "commands",
  "command_line",
];
/** What pages share, from the ground up. */
const kit = ["shared", "judging", "words", "clock", "charts", "rows", "components", "choice"];
/** Rooms of one page each. */
const pages = [
  "compare",
  "cost",
  "distributions",
  "editions",
  "explore",
  "filter",
  "history",
  "leaderboard",
  "load",
  "method",
  "outliers",
  "provider_pages",
  "reconcile",
  "reliability",
  "report_pages",
  "requests",
  "run_pages",
  "search",
  "sessions",
  "shards",
  "time",
];

/** A wall a room: it imports nothing of `others`. */
const closed = (folder: string, room: string, others: string[], why: string): Wall => ({
  files: new RegExp(`^${folder}/${room}/`),
  imports: new RegExp(`^${folder}/(${others.join("|")})/`),
  allow: foundations,
  why: `${folder}/${room} ${why}`,
});
const below = "imports only what lies below it";
export const rooms: Wall[] = [
  ...harness.slice(0, -1).map((room, i) => closed("benchmarks", room, harness.slice(i + 1), below)),
  ...kit.map((room, i) => closed("src", room, [...kit.slice(i + 1), ...pages], below)),
  ...pages.map((room) =>
    closed("src", room, pages.filter((other) => other !== room), "knows no other page")
  ),
];
