/** The first requests of a file of a trace, read by nothing of ours: what a replay of it must be. */

export interface TraceLine {
  /** Seconds from the first. */
  atS: number;
  input: number;
  hashes: number[];
}

/** A file with the first `n` lines of Azure's CSV or Mooncake's JSON, and what they say; remove it. */
export async function firstOf(
  path: string,
  n: number,
): Promise<{ file: string; requests: TraceLine[]; sameBlocks: number }> {
  const lines = (await Deno.readTextFile(path)).trim().split(/\r?\n/);
  const csv = lines[0].startsWith("TIMESTAMP");
  const kept = lines.slice(0, n + (csv ? 1 : 0));
  const file = await Deno.makeTempFile({ prefix: "tokenboard-trace-", suffix: csv ? ".csv" : "" });
  await Deno.writeTextFile(file, kept.join("\n") + "\n");
  if (!csv) {
    const requests = kept.map((line) => {
      const { timestamp, input_length, hash_ids } = JSON.parse(line);
      return { atS: timestamp / 1000, input: input_length, hashes: hash_ids };
    });
    return { file, requests, sameBlocks: 512 };
  }
  const moment = (cell: string) => {
    const [whole, fraction] = cell.split(".");
    return Date.parse(`${whole.replace(" ", "T")}Z`) / 1000 + Number(`0.${fraction}`);
  };
  const rows = kept.slice(1).map((line) => line.split(","));
  const first = moment(rows[0][0]);
  const requests = rows.map(([at, input]) => ({
    ...{ atS: moment(at) - first, input: Number(input), hashes: [] },
  }));
  return { file, requests, sameBlocks: 0 };
}

/** A nonce and its line break, which stand before the blocks of each prompt. */
const nonceTokens = 14;
/** A cache knows prompts by parts of so many tokens. */
const cacheBlock = 16;

/**
 * Tokens that a cache has of each request where it got all before it: of the blocks that it begins alike with one of
 * them, whole parts. Prompts that name no blocks share nothing.
 */
export const cachedIn = (requests: TraceLine[], blockTokens: number): number[] =>
  requests.map(({ input, hashes }, i) => {
    const most = requests.slice(0, i).reduce((most, before) => {
      const parts = hashes.findIndex((id, k) => before.hashes[k] !== id);
      const alike = nonceTokens + blockTokens * (parts < 0 ? hashes.length : parts);
      return Math.max(most, hashes.length ? Math.min(alike, input, before.input) : 0);
    }, 0);
    return Math.floor(most / cacheBlock) * cacheBlock;
  });
