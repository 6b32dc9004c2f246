/** `deno task replay RUN`: its recordings decoded again, and which rows differ from those that were kept. */
import { llama2 } from "../../plan/tokenizers.ts";
import { provider } from "../../providers/index.ts";
import type { ColumnName } from "../../record/record.ts";
import { differences, replayRow } from "../../record/replay.ts";
import { printable } from "../../report/table.ts";
import { openRecorded } from "../../queries/recordings/recorded.ts";
import { recordedFolder } from "./named.ts";

/** What a replay found. */
export interface Replayed {
  run_id: string;
  rows: number;
  /** Rows that have a recording. */
  replayed: number;
  differ: number;
  differences: {
    provider: string;
    model: string;
    phase: string;
    request_index: number;
    columns: ColumnName[];
  }[];
}

/** Prints what differs; the exit status is 1 where something does. */
export async function replayCommand(
  name: string,
  options: { json?: boolean; resultsDir?: string },
): Promise<number> {
  const found = await replay(await recordedFolder(name, options));
  if (options.json) console.log(JSON.stringify(found));
  else {
    for (const { provider, model, phase, request_index, columns } of found.differences) {
      console.log(
        printable(`${provider} ${model}, ${phase} request ${request_index}: ${columns.join(", ")}`),
      );
    }
    console.log(
      `${found.replayed} of ${found.rows} rows decoded again from their recordings, ${found.differ} differ.`,
    );
  }
  return found.differ ? 1 : 0;
}

/** Decodes every recording of a run folder again. */
export async function replay(folder: string): Promise<Replayed> {
  const run = await openRecorded(folder);
  const found: Replayed = {
    run_id: run.runId,
    rows: run.rows.length,
    replayed: 0,
    differ: 0,
    differences: [],
  };
  for await (const { row, prompt, recording } of run.attempts()) {
    found.replayed++;
    const again = replayRow(row, recording, provider(row.api!), prompt, llama2);
    const columns = differences(row, again);
    if (!columns.length) continue;
    found.differ++;
    const { provider: label, model, phase, request_index } = row;
    found.differences.push({ provider: label, model, phase, request_index, columns });
  }
  return found;
}
