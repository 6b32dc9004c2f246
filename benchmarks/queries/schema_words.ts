/** What tables are, and those of their columns that neither the record nor the catalogue of metrics explains. */

export const tableWords: Record<string, string> = {
  requests: "One row per attempt: what was recorded, and every metric computed from it.",
  runs: "One row per run: what was asked, when, from where, and whether it counts.",
  latest: "The newest valid run of each target: what the leaderboard reads. Join it to requests.",
  metrics: "The catalogue: what each metric is, its unit, and its SQL.",
  workloads: "What each workload is called.",
  invalid_targets: "Targets that count in no ranking, though their run does for its others.",
};

const target = {
  run_id: "The run; requests have it too.",
  provider: "Who was asked.",
  model: "The model asked for.",
};
const workload_hash = "Hash of prompts, lengths, load and limits: what may be compared.";
const location = "Where the requests were sent from.";

/** By table and column. */
export const columnWords: Record<string, Record<string, string>> = {
  runs: {
    run_id: "Name of the run; requests have it too.",
    config_name: "Name of the run configuration.",
    config_hash: "Hash of the whole configuration.",
    workload_hash,
    workload: "What was asked, in a line.",
    started_at: "When it began, UTC; null where an imported file does not say.",
    ended_at: "When it ended, UTC.",
    location,
    seed: "What every random choice of the run came from.",
    config: "The whole configuration as JSON, without keys.",
    targets: "Who was asked, as JSON.",
    versions: "Versions of what measured, as JSON.",
    host: "The machine that measured, as JSON.",
    imported_from: "The harness whose files these are; null for runs of this one.",
    selection: "How the source chose what to keep; such a run enters no leaderboard.",
    caveat: "What to know before quoting it.",
    source: "Where it was published.",
    licence: "Its licence.",
    run_by: "Who ran it.",
    interest: "Their interest in the providers.",
    calibration: "What the harness itself costs, as JSON.",
    health: "What went on at the machine meanwhile, as JSON.",
    resumed_at: "When it was gone on with, UTC.",
    resumed_versions: "Versions at those times, as JSON.",
    invalid: "Why it enters no ranking; null where it is valid.",
    counts: "Attempts by outcome, as JSON.",
  },
  latest: {
    ...target,
    workload_hash,
    location,
    simulated: "True where the answers came from the simulator.",
    selection: "How the source chose what to keep, where it did not keep everything.",
    ran_at: "When the run was, UTC.",
  },
  metrics: {
    name: "Name; a metric of one request is a column of requests.",
    label: "What tables call it.",
    unit: "Its unit.",
    better: "higher or lower; null where neither is.",
    scope: "request: a column of requests; group: an aggregate over rows of requests.",
    digits: "Decimals in tables.",
    sql: "How it is computed.",
    doc: "What it is.",
  },
  workloads: { workload_hash, label: "What pages call it." },
  invalid_targets: { ...target, why: "Why it is no result." },
};
