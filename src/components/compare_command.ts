/** The command that compares in a terminal what page `/compare` shows. */
import type { System } from "./compare_data.js";
import type { Chosen } from "./compare_state.js";

/** A word as POSIX shells read it back. */
const word = (text: string): string =>
  /^[\w./:=,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** A filter that finds one system of one run; a comma would end a value of it. */
const filterOf = ({ run_id, provider, model }: System): string =>
  Object.entries({ run_id, provider, model }).filter(([, value]) => !value.includes(","))
    .map(([column, value]) => `${column}=${value}`).join(",");

/** Compares the chosen two, b against a. */
export const compareCommand = ({ board, a, b }: Chosen): string =>
  `deno task compare ${[a, b].map((i) => word(filterOf(board.systems[i]))).join(" \\\n  ")}`;
