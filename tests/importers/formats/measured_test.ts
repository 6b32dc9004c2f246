/** Real result files of runs against a server of a known pace, beside the files themselves and the server's log. */
import assert from "node:assert/strict";
import { importedRows, peers, serverLog } from "./peers.ts";

/** A request as the tool's own file has it, in the order of the file. */
interface Theirs {
  ttft: number;
  /** To what the tool calls the end. */
  latency: number;
  input: number;
  output: number;
}

interface Tool {
  folder: string;
  file: string;
  /** Column that holds what the tool calls the end of a request. */
  end: "last_token_s" | "e2e_latency_s";
  read(text: string): Theirs[];
  /** Events of the server that are arrivals to the tool. */
  chunks: number;
  /** False where the file has no time for each of them. */
  listed?: boolean;
  /** Most that a client may be late behind the server, s: connecting, sending, waking up. */
  late: number;
}

interface GuidellmRow {
  request_start_time: number;
  time_to_first_token_ms: number;
  request_latency: number;
  prompt_tokens: number;
  output_tokens: number;
}

interface InferencePerfRow {
  start_time: number;
  end_time: number;
  info: {
    input_tokens: number;
    response_metrics: { chunk_times: number[]; output_tokens: number };
  };
}

const json = (text: string) => JSON.parse(text);

const tools: Tool[] = [
  {
    folder: "aiperf",
    file: "profile_export.jsonl",
    end: "last_token_s",
    chunks: 20,
    late: 0.008,
    read: (text) =>
      text.trim().split("\n").map(json)
        .sort((a, b) => a.metadata.request_start_ns - b.metadata.request_start_ns)
        .map(({ metrics: m }) => ({
          ttft: m.time_to_first_token.value / 1000,
          latency: m.request_latency.value / 1000,
          input: m.input_sequence_length.value,
          output: m.output_sequence_length.value,
        })),
  },
  {
    folder: "vllm",
    file: "result.json",
    end: "e2e_latency_s",
    chunks: 21, // the finish reason comes in an event of its own
    late: 0.008,
    read: (text) => {
      const r = json(text);
      return r.ttfts.map((ttft: number, i: number) => ({
        ttft,
        latency: r.latencies[i],
        input: r.input_lens[i],
        output: r.output_lens[i],
      }));
    },
  },
  {
    folder: "guidellm",
    file: "benchmarks.json",
    end: "e2e_latency_s",
    chunks: 20,
    listed: false,
    late: 0.008,
    read: (text) =>
      json(text).benchmarks[0].requests.successful
        .sort((a: GuidellmRow, b: GuidellmRow) => a.request_start_time - b.request_start_time)
        .map((r: GuidellmRow) => ({
          ttft: r.time_to_first_token_ms / 1000,
          latency: r.request_latency,
          input: r.prompt_tokens,
          output: r.output_tokens,
        })),
  },
  {
    folder: "infperf",
    file: "per_request_lifecycle_metrics.json",
    end: "e2e_latency_s",
    chunks: 20,
    late: 0.035, // its first requests wait for a connection
    read: (text) =>
      json(text).sort((a: InferencePerfRow, b: InferencePerfRow) => a.start_time - b.start_time)
        .map(({ start_time, end_time, info }: InferencePerfRow) => ({
          ttft: info.response_metrics.chunk_times[0] - start_time,
          latency: end_time - start_time,
          input: info.input_tokens,
          output: info.response_metrics.output_tokens,
        })),
  },
];

for (const { folder, file, end, chunks, listed = true, late, read } of tools) {
  Deno.test(`importCommand() keeps of ${folder}'s measured run what the file and the server say`, async () => {
    const { rows, status } = await importedRows(
      [`measured/${folder}/${file}`],
      `SELECT ttft_s AS ttft, ${end} AS latency, input_tokens AS input, output_tokens AS output,
        status, phase, chunks, len(chunk_at_s) AS listed FROM requests ORDER BY request_index`,
    );
    assert.equal(status, 0);
    const theirs = read(await Deno.readTextFile(`${peers}measured/${folder}/${file}`));
    assert.equal(theirs.length, 12);
    assert.equal(rows.length, 12);
    const log = (await serverLog(folder)).slice(-12); // vLLM and guidellm ask once before they measure
    rows.forEach((row, i) => {
      for (const name of ["ttft", "latency", "input", "output"] as const) {
        assert.ok(Math.abs(Number(row[name]) - theirs[i][name]) < 1e-9, `${name} of ${i + 1}`);
      }
      assert.deepEqual([row.status, row.phase, row.chunks], ["ok", "measured", chunks]);
      assert.equal(row.listed, listed ? chunks : null);
    });
    // By size: which request of three at once came first is not in every file.
    for (const [column, moment] of [["ttft", "ttft_s"], ["latency", "last_s"]] as const) {
      const ours = rows.map((row) => Number(row[column])).sort();
      const server = log.map((request) => request[moment]).sort();
      ours.forEach((value, i) => {
        const behind = value - server[i];
        assert.ok(behind > 0 && behind < late, `${column} is ${behind} s behind the server`);
      });
    }
  });
}
