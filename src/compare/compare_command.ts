/** The command that compares in a terminal what page `/compare` shows. */
import type { System } from "./compare_data.js";
import type { Chosen } from "./compare_state.js";
import { shellWord } from "../words/shell_word.js";

/**
 * A filter that finds one system of one run, or of those of a span; a comma would end a value of it, a line break the
 * command.
 */
const filterOf = ({ run_id, provider, model, runs, since, until }: System): string =>
  Object.entries({ ...runs ? { since, until } : { run_id }, provider, model })
    .filter((entry): entry is [string, string] => !!entry[1])
    .filter(([, value]) => !value.includes(",") && shellWord(value) !== null)
    .map(([column, value]) => `${column}=${value}`).join(",");

/** Compares the chosen two, b against a. */
export const compareCommand = ({ board, a, b }: Chosen): string =>
  `deno task compare ${[a, b].map((i) => shellWord(filterOf(board.systems[i]))).join(" \\\n  ")}`;
