/** What each command does to a store: how much of a remote one it needs here, and whether it changes it. */
import { dirname } from "node:path";
import type { PlaceFile } from "../../places/place.ts";

export interface Use {
  /**
   * `all`: what readers read; `columns`: the same, but for rows that DuckDB can read where they are; `whole`: every
   * file, to be moved; `settings`: of the board and prices; `nothing`: it asks the place itself.
   */
  brings: "all" | "columns" | "whole" | "settings" | "nothing";
  /** It reads a store that is there; the others make one. */
  reads?: boolean;
  /** It puts what it made; `held`: nobody else brings or puts while it works. */
  puts?: "held" | "after";
  /** It puts away what it took away. */
  removes?: boolean;
  /** It has a network for more than the store. */
  network?: boolean;
}

const reader: Use = { brings: "all", reads: true };
const writer: Use = { brings: "all", puts: "held" };
/** It says something of what is there. */
const marker: Use = { ...writer, reads: true };
const mover: Use = { brings: "whole", reads: true, puts: "held", removes: true };

const uses: Record<string, Use> = {
  bench: { brings: "settings", puts: "after", network: true },
  merge: { brings: "nothing", network: true },
  sql: { ...reader, brings: "columns" },
  catalogue: { ...reader, brings: "columns" },
  compare: reader,
  replay: reader,
  reconcile: reader,
  export: reader,
  report: reader,
  site: reader,
  publish: marker,
  import: writer,
  compact: mover,
  "runs list": reader,
  "runs show": reader,
  "runs check": reader,
  "runs note": marker,
  "runs tag": marker,
  "runs invalid": marker,
  "runs disclose": marker,
  "runs delete": mover,
  "runs restore": mover,
  "runs compact": mover,
};

/** Null of a command that works on no store that could be remote. */
export const useOf = (command: string): Use | null =>
  Object.hasOwn(uses, command) ? uses[command] : null;

const settings = ["board.jsonc", "prices.csv"];
/** What only the machines that make a run need of it. */
const ofShards =
  /^runs\/[^/]+\/(shard=\d+\/(?!manifest\.json$)|ready\/|(start|plan|merging)\.json$)/;
/** Views over files of the machine that wrote it. */
const viewsFile = /^tokenboard\.duckdb/;

/** Whether a file of a place, of which all are these, is brought. */
export type Wanted = (file: PlaceFile, all: ReadonlySet<string>) => boolean;

/** Which files of a place are brought. */
export function wantedBy(brings: Use["brings"]): Wanted {
  return ({ path }, all) => {
    if (path.split("/").some((part) => part.startsWith(".")) || viewsFile.test(path)) return false;
    if (brings === "whole") return true;
    if (brings === "settings" || brings === "nothing") return settings.includes(path);
    const folder = dirname(path);
    // A run that is being put there: its rows come first, its run.json last.
    const isPartial = all.has(`${folder}/requests.parquet`) && !all.has(`${folder}/run.json`);
    return !ofShards.test(path) && !path.startsWith("trash/") && !isPartial;
  };
}
