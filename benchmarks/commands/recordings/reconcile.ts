/** `deno task reconcile RUN`: its recorded answers under the definitions of every tool. */
import { llama2 } from "../../plan/tokenizers.ts";
import { provider } from "../../providers/index.ts";
import { reconcile, type ToolReading } from "../../reconcile/reconcile.ts";
import { type Stream, streamOf } from "../../reconcile/stream_events.ts";
import { reconcileText } from "../../report/reconcile_text.ts";
import { openRecorded, recordedFolder } from "./recorded.ts";

/** A target's answers under every tool's definitions. */
export interface Reconciled {
  provider: string;
  model: string;
  /** Measured requests that succeeded and were read, and those that are not in it. */
  requests: number;
  left_out: { failed: number; not_recorded: number; not_streamed: number };
  tools: ToolReading[];
}

/** Prints each tool's figures and why they differ from ours; 1 where no request could be read. */
export async function reconcileCommand(
  name: string,
  options: { json?: boolean; resultsDir?: string },
): Promise<number> {
  const targets = await reconcileRun(await recordedFolder(name, options));
  console.log(options.json ? JSON.stringify(targets) : reconcileText(targets));
  return targets.some(({ requests }) => requests > 0) ? 0 : 1;
}

/** Reads the recordings of a run folder, target by target. */
export async function reconcileRun(folder: string): Promise<Reconciled[]> {
  const run = await openRecorded(folder);
  const measured = run.rows.filter((row) => row.phase === "measured");
  const targetOf = (row: { provider: string; model: string }) =>
    JSON.stringify([row.provider, row.model]);
  const streams = new Map<string, (Stream | null)[]>();
  for await (const { row, recording } of run.attempts()) {
    if (row.phase !== "measured" || row.status !== "ok") continue;
    const stream = streamOf(recording, provider(row.api!), {
      maxOutputTokens: row.output_tokens_target,
      params: JSON.parse(row.request_params ?? "{}"),
    });
    const of = targetOf(row);
    streams.set(of, [...streams.get(of) ?? [], stream]);
  }
  return [...Map.groupBy(measured, targetOf)].map(([target, rows]) => {
    const recorded = streams.get(target) ?? [];
    const read = recorded.filter((stream) => stream !== null);
    const succeeded = rows.filter(({ status }) => status === "ok").length;
    return {
      provider: rows[0].provider,
      model: rows[0].model,
      requests: read.length,
      left_out: {
        failed: rows.length - succeeded,
        not_recorded: succeeded - recorded.length,
        not_streamed: recorded.length - read.length,
      },
      tools: read.length ? reconcile(read, (text) => llama2.count(text)) : [],
    };
  });
}
