/** Journals of a folder. */
import { emptyRow } from "../../../benchmarks/record/record.ts";
import { openDuckdb, quote } from "../../../benchmarks/store/duckdb.ts";

export const words = { name: "words", count: (t: string) => t.split(" ").length };
export const row = (request_index: number, started_at: string) => ({
  ...emptyRow({
    run_id: "r",
    config_name: "c",
    provider: "p",
    model: "m",
    simulated: true,
    phase: "measured",
    request_index,
    attempt: 1,
    status: "ok",
  }),
  started_at,
  ttft_s: 0.5,
  chunk_at_s: [0.5],
});
export const text = (content: string) => ({
  content,
  reasoning: "",
  tool_call: "",
  first_arrival: { content, reasoning: "", tool_call: "" },
  prompt: "ask me now",
});
export async function inFolder(test: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-" });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
export const exists = (path: string) => Deno.stat(path).then(() => true, () => false);
export const rowsOf = async (folder: string) => {
  const db = await openDuckdb();
  try {
    const sql =
      `SELECT request_index, output_tokens, input_tokens, tokenizer, reasoning_text, content_text FROM read_parquet(${
        quote(`${folder}/requests.parquet`)
      })`;
    return (await db.query(sql)).rows;
  } finally {
    db.close();
  }
};
