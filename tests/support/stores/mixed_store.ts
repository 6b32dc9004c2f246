/** A store as a user has one: LLMPerf's runs of 2023 and runs of one's own, of two workloads that read alike. */
import { runFolders } from "../../../benchmarks/store/views.ts";
import { answers, writeRun } from "./written_run.ts";

const line = "10 tokens in, 5 out, 2 at a time";
const own = (requests: number) => ({
  workload: line,
  workload_hash: requests === 120 ? "aaaaaaaaaaaaaaaa" : "bbbbbbbbbbbbbbbb",
  config: { kind: "speed", mean_input_tokens: 10, mean_output_tokens: 5, concurrency: 2, requests },
});
/** What the two workloads of the own runs are called beside each other, and beside those of 2023. */
export const ownLabels = [
  `${line}, 120 requests, measured by Tokenboard`,
  `${line}, 60 requests, measured by Tokenboard`,
];
/** The board of the own runs of 120 requests, which names a model of its own. */
export const ownBoard = "tiny_here_aaaaaaaaaaaaaaaa";

/** An own run of 120 requests, at that day of January 2026. */
export const addRun = (folder: string, day: number, provider = "acme"): Promise<string> =>
  writeRun(`${folder}/runs`, {
    run_id: `own-${provider}-2026-01-0${day}`,
    ...own(120),
    location: "here",
    started_at: `2026-01-0${day}T00:00:00Z`,
    ended_at: `2026-01-0${day}T01:00:00Z`,
  }, answers(120, 0.1 * day, { provider, model: "tiny", location: "here" }));

/** Writes the store into `folder`: 2023's, three own runs of two workloads, one partly failed, one simulated. */
export async function writeMixedStore(folder: string): Promise<void> {
  for (const from of await runFolders("data/llmperf-2023-12")) {
    const to = from.replace("data", folder);
    await Deno.mkdir(to, { recursive: true });
    for (const file of ["run.json", "requests.parquet"]) {
      await Deno.copyFile(`${from}/${file}`, `${to}/${file}`);
    }
  }
  const published = "llmperf-2023-12/published.csv";
  await Deno.copyFile(`data/${published}`, `${folder}/${published}`);
  await addRun(folder, 2);
  const failed = { status: "failed" as const, error_class: "server_error" as const, ttft_s: null };
  await writeRun(`${folder}/runs`, { run_id: "own-failing-2026-01-02", ...own(60) }, [
    ...answers(40, 0.3, { provider: "Größe & Söhne", model: "org/Tiny <b>" }),
    ...answers(20, 0.3, { provider: "Größe & Söhne", model: "org/Tiny <b>", ...failed }),
  ]);
  await writeRun(
    `${folder}/runs`,
    { run_id: "own-nowhere-2026-01-02", ...own(60) },
    answers(60, 0.2, { provider: "acme", model: "tiny" }),
  );
  await writeRun(`${folder}/runs`, {
    run_id: "simulated-2026-01-02",
    ...own(60),
    targets: [{ provider: "sim", model: "tiny", simulated: true }] as never,
  }, answers(60, 0.2, { provider: "sim", model: "tiny", simulated: true }));
}
