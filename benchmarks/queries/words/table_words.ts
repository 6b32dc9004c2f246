/** What the tables of a store are. */
export const tableWords: Record<string, string> = {
  requests: "One row per attempt: what was recorded, and every metric computed from it.",
  sessions:
    "One row per session (a conversation of several turns) of the targets that were sent some.",
  runs: "One row per run: what was asked, when, from where, and whether it counts.",
  latest: "The newest valid run of each target: what the leaderboard reads. Join it to requests.",
  board_choice:
    "What the boards show, as data/board.jsonc chose it, in sentences; empty without it.",
  workloads: "What each workload is called.",
  invalid_targets: "Targets that count in no ranking, though their run does for its others.",
  metrics: "The catalogue: what each metric is, its unit, and its SQL.",
  record_columns: "The columns of requests that are recorded, not computed.",
  error_classes: "What each error_class of requests says.",
  quantile_floors: "What a quantile needs before it has an interval.",
  apis: "Protocols and services that can be asked, and where their keys come from.",
  api_columns: "Where a column that only a server can fill stands in its answers.",
  api_finish_reasons: "The words of each API for why an answer ended.",
  api_witnesses: "Code of others that each API was held against.",
  conformance: "What was recorded of each stream of the conformance suite.",
  coverage: "How often the judging was right on data whose truth is known.",
  shard_trials:
    "Runs that many machines made together, simulated: what deno task bench:shards found.",
  published_2023: "The cells that the LLMPerf leaderboard published, as printed.",
  prices: "What providers ask for their tokens: the lines of data/prices.csv.",
  server: "How the servers asked were, second by second, where a target names its metrics_url.",
  watch_rounds: "Rounds of deno task watch: when each was due, and its run or why it has none.",
};
