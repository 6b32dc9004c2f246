/** A pair of LLMPerf's files for tests, and folders to put them in. */

export const summary = {
  version: "2023-08-31",
  model: "m",
  mean_input_tokens: 550,
  stddev_input_tokens: 0,
  mean_output_tokens: 150,
  stddev_output_tokens: 0,
  num_concurrent_requests: 5,
  framework: "groq",
  timestamp: 1704851704, // 2024-01-10
  results_num_requests_started: 3,
};

export const answer = {
  error_code: null as number | string | null,
  error_msg: "",
  ttft_s: 0.5,
  end_to_end_latency_s: 2,
  number_output_tokens: 151,
  number_input_tokens: 550,
};

export const responses = [
  answer,
  {
    ...answer,
    error_code: -100,
    error_msg: "Output too few tokens 30",
    ttft_s: 0.4,
    end_to_end_latency_s: 1,
    number_output_tokens: 30,
    GEN_TEXT: "secret verse",
  },
  {
    ...answer,
    error_code: 429,
    error_msg: "slow down, sk-abcdefgh12345678",
    ttft_s: 0,
    end_to_end_latency_s: 0,
    number_output_tokens: 1,
  },
];

/** Writes a pair `NAME_individual_responses.json` and `NAME_summary.json`; `text` replaces either's JSON. */
export async function writePair(
  folder: string,
  name: string,
  given: { responses?: unknown; summary?: unknown; summaryText?: string } = {},
): Promise<void> {
  await Deno.writeTextFile(
    `${folder}/${name}_individual_responses.json`,
    JSON.stringify(given.responses ?? responses),
  );
  await Deno.writeTextFile(
    `${folder}/${name}_summary.json`,
    given.summaryText ?? JSON.stringify(given.summary ?? summary),
  );
}

/** Runs `work` in a new folder that is the default store meanwhile. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const before = Deno.env.get("TOKENBOARD_DATA");
  Deno.env.set("TOKENBOARD_DATA", `${folder}/store`);
  try {
    await work(folder);
  } finally {
    if (before === undefined) Deno.env.delete("TOKENBOARD_DATA");
    else Deno.env.set("TOKENBOARD_DATA", before);
    await Deno.remove(folder, { recursive: true });
  }
}

/** Names in a folder, sorted; none where there is no such folder. */
export const names = (folder: string): string[] => {
  try {
    return [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
  } catch {
    return [];
  }
};

/** Runs `work` and returns its result with the lines it wrote to standard output and standard error. */
export async function captured<T>(work: () => Promise<T>) {
  const out: string[] = [], err: string[] = [];
  const { log, error } = console;
  console.log = (line: string) => void out.push(line);
  console.error = (line: string) => void err.push(line);
  try {
    return { result: await work(), out, err };
  } finally {
    Object.assign(console, { log, error });
  }
}
