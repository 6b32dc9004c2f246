/** A run of ours from what a file of another harness holds. */
import { createHash } from "node:crypto";
import { withoutEnd } from "../providers/read/ends.ts";
import type { JsonObject } from "../providers/read/json.ts";
import { emptyRow, type Row } from "../record/record.ts";
import type { ReportedFigure } from "../store/run_file.ts";
import { type ImportedRun, type ImportFacts, namesSimulator } from "./importer.ts";

/** An attempt as its source observed it; what is left out was not observed. */
export type Attempt = Partial<Row> & Pick<Row, "status">;

/** A run as its file describes it. */
export interface Measurement {
  file: string;
  /** The harness, as column `imported_from` has it. */
  harness: string;
  version: string | null;
  /** Null where the file does not name it. */
  model: string | null;
  /** URL or host and port; null where the file does not say. */
  endpoint: string | null;
  /** ISO 8601, UTC; null where the file has no time of day. */
  started_at: string | null;
  ended_at: string | null;
  /** What is lacking in its times; null where every request has its time of day. */
  clock: string | null;
  /** How its rows were chosen; null where all are there. */
  selection: string | null;
  caveat: string;
  /** A day, or day and time, for its name, where that of a request is not known. */
  named: string | null;
  /** What was asked for: rows compare only where all of it is alike. */
  settings: JsonObject;
  /** Tokens of an answer on average, where the file says no more. */
  answered?: number | null;
  /** How many requests were asked for. */
  requests: number | null;
  /** The load, as in "3 at a time". */
  load: string | null;
  /** In the order of the plan where the file has one, else in the order of the file. */
  attempts: Attempt[];
  reported: ReportedFigure[];
}

const hash = (value: unknown, length: number): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, length);

/** Lower case letters, digits, dots and hyphens, at most 40. */
const slug = (text: string): string =>
  withoutEnd(
    text.toLowerCase().replace(/[^a-z0-9.]+/g, "-").replace(/^[-.]+/, "").slice(0, 40),
    "-.",
  );

const mean = (values: (number | null | undefined)[]): number | null => {
  const seen = values.filter((v) => typeof v === "number");
  return seen.length ? Math.round(seen.reduce((sum, v) => sum + v, 0) / seen.length) : null;
};

/** The host and port of an address, without path or key. */
function hostOf(address: string | null): string | null {
  if (address === null) return null;
  return /^(?:\w+:\/\/)?(?:[^/@]*@)?([^/?#]+)/.exec(address)?.[1] ?? null;
}

/**
 * The run of a measurement. Its name comes from what was measured alone: the same file, or a copy under
 * another name, gives the same run.
 */
export function importedRun(m: Measurement, facts: ImportFacts): ImportedRun {
  const measured = m.attempts.filter((a) => (a.phase ?? "measured") === "measured");
  const asked = m.settings.mean_input_tokens ?? mean(measured.map((a) => a.input_tokens));
  const answered = m.settings.mean_output_tokens ?? m.answered ??
    mean(measured.map((a) => a.output_tokens));
  const content = m.attempts.length
    ? m.attempts.map((a) => [a.started_at, a.ttft_s, a.e2e_latency_s, a.output_tokens, a.status])
    : m.reported;
  const id = hash([m.harness, m.named, content], 8);
  const workload = { harness: m.harness, ...m.settings, mean_input_tokens: asked };
  // Of which nobody knows how it was sent, that compares with nothing.
  const alone = Object.keys(m.settings).length ? [] : [id];
  const workload_hash = hash([workload, ...alone], 16);
  const day = (m.started_at ?? m.ended_at)?.slice(0, 10) ?? m.named ?? "undated";
  const model = m.model ?? facts.model ?? "unknown";
  const run_id = [slug(m.harness), day, slug(model), id].filter(Boolean).join("-");
  const provider = facts.provider ?? "unknown";
  const simulated = namesSimulator(model);
  const endpoint = hostOf(m.endpoint);
  const location = facts.location ?? null;
  const next = new Map<string, number>();
  const rows = m.attempts.map((attempt): Row => {
    const phase = attempt.phase ?? "measured";
    const index = next.get(phase) ?? 0;
    next.set(phase, index + 1);
    const at = attempt.started_at ? new Date(attempt.started_at) : null;
    return {
      ...emptyRow({
        run_id,
        config_name: m.harness,
        provider,
        model,
        simulated,
        phase,
        request_index: index,
        attempt: 1,
        status: attempt.status,
      }),
      workload_hash,
      location,
      endpoint,
      imported_from: m.harness,
      session: index,
      turn: 0,
      utc_hour: at?.getUTCHours() ?? null,
      weekday: at ? at.getUTCDay() || 7 : null,
      ...attempt,
    };
  });
  const counted = rows.filter((r) => r.phase === "measured");
  const of = (status: string) => counted.filter((r) => r.status === status).length;
  const line = [
    asked === null ? null : `about ${asked} ${asked === 1 ? "token" : "tokens"} in`,
    answered === null ? null : `${answered} out`,
    m.load,
  ].filter((part) => part !== null).join(", ");
  return {
    file: m.file,
    rows,
    run: {
      run_id,
      config_name: m.harness,
      config_hash: null,
      workload_hash,
      workload: line || `as ${m.harness} sent it`,
      started_at: m.started_at,
      ended_at: m.ended_at,
      location,
      seed: null,
      config: { ...workload, requests: m.requests },
      targets: [{ provider, model, model_size: null, api: null, endpoint, simulated }],
      versions: { [m.harness]: m.version ?? "unknown" },
      host: {},
      imported_from: m.harness,
      clock: m.clock,
      selection: m.selection,
      caveat: m.caveat,
      source: facts.source ?? null,
      licence: facts.licence ?? null,
      run_by: null,
      interest: null,
      calibration: null,
      invalid: outOfOrder(rows),
      counts: { attempted: counted.length, succeeded: of("ok"), failed: of("failed") },
      ...m.reported.length ? { reported: m.reported } : {},
    },
  };
}

/** The store keeps out a run whose moments cannot be, unless the run says so itself. */
function outOfOrder(rows: Row[]): string | null {
  const after = (a: number | null, b: number | null) => a !== null && b !== null && a > b + 1e-6;
  const wrong =
    rows.filter((r) =>
      after(r.ttft_s, r.last_token_s) || after(r.last_token_s, r.e2e_latency_s) ||
      after(r.ttft_s, r.e2e_latency_s)
    ).length;
  return wrong
    ? `its source has ${wrong} ${wrong === 1 ? "request" : "requests"} with a token after the end`
    : null;
}
