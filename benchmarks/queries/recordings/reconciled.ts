/** The recordings of a run under the definitions of every tool, target by target. */
import { llama2 } from "../../plan/tokenizers.ts";
import { provider } from "../../providers/index.ts";
import { startReconciling, type ToolReading } from "../../reconcile/reconcile.ts";
import { type Stream, streamOf } from "../../reconcile/stream_events.ts";
import type { Row } from "../../record/record.ts";
import { openRecorded } from "./recorded.ts";

/** A target's answers under every tool's definitions. */
export interface Reconciled {
  provider: string;
  model: string;
  /** Measured requests that succeeded and were read, and those that are not in it. */
  requests: number;
  left_out: { failed: number; not_recorded: number; not_streamed: number };
  tools: ToolReading[];
}

/** Reads the recordings of a run folder. Throws where there are none. */
export async function reconcileRun(folder: string): Promise<Reconciled[]> {
  const run = await openRecorded(folder);
  const of = new Map(
    [...Map.groupBy(run.rows.filter((row) => row.phase === "measured"), targetOf)]
      .map(([target, rows]) => [target, startTarget(rows)]),
  );
  for await (const { row, recording } of run.attempts()) {
    if (row.phase !== "measured" || row.status !== "ok") continue;
    of.get(targetOf(row))!.add(streamOf(recording, provider(row.api!), {
      maxOutputTokens: row.output_tokens_target,
      params: JSON.parse(row.request_params ?? "{}"),
    }));
  }
  return [...of.values()].map((target) => target.reconciled());
}

const targetOf = (row: Row) => JSON.stringify([row.provider, row.model]);

function startTarget(rows: Row[]) {
  const { provider, model } = rows[0];
  const succeeded = rows.filter(({ status }) => status === "ok").length;
  const reading = startReconciling((text) => llama2.count(text));
  let [requests, not_streamed] = [0, 0];
  return {
    add(stream: Stream | null) {
      if (!stream) return void not_streamed++;
      requests++;
      reading.add(stream);
    },
    reconciled: (): Reconciled => ({
      provider,
      model,
      requests,
      left_out: {
        failed: rows.length - succeeded,
        not_recorded: succeeded - requests - not_streamed,
        not_streamed,
      },
      tools: requests ? reading.readings() : [],
    }),
  };
}
