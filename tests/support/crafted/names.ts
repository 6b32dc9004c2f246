/** Crafted folders that are called what a reader might take for a pattern, a column, a path, an option or a command. */
import { copyRun, type Crafted } from "./crafted.ts";

/** A name is only a name: the run is one of its own. */
const harmless = [
  ...["*", "**", "?ound", "[a-z]*", "[!x]*", "{sound,x}", "s*"],
  ...["model=llama", "run_id=sound", "provider=acme"],
  ...["..%2f..%2fetc", "%2e%2e", "...", "~root", "$HOME", "-rf", "--help"],
  ...["`id`", "$(id)", ";id", "|id", ">x", "'", '"', "'; DROP VIEW requests; --", "a'b\"c"],
  ...["a\nb", "\r", "\t", "\x1b[31mred", "\x07", "\x7f", "\u009b2J", "\u202egnp.exe"],
  ...[
    "\ufeff",
    "\u2028",
    "é",
    "e\u0301",
    "日本語",
    "🏃",
    "\ufffd",
    "x".repeat(255),
    "é".repeat(127),
  ],
  ...[" ", " sound", "sound ", "SOUND", "ѕound", ".sound", ".git", "con"],
  ...["run.json", "requests.parquet", "journal.jsonl", "tokenboard.duckdb", ".sql_history"],
  ...["http:", "s3:", "null", "constructor", "__proto__", "0"],
];
/** DuckDB has no way to write a pattern beside a backslash: such a file is not found, and that is said. */
const backslashes = ["a\\*b", "\\[x]"];

const called = (name: string, then: Crafted["then"]): Crafted => ({
  name: `the folder is called ${JSON.stringify(name.slice(0, 40))}`,
  then,
  async make(place) {
    const path = `${place.store}/${name}`;
    await copyRun(place, path);
    return path;
  },
});

/** A name that is no text: the system's names are bytes. */
const bytes: Crafted = {
  name: "the folder is called by bytes that are no text",
  then: "named",
  async make(place) {
    const name = "craft-\\377\\376";
    const from = await copyRun(place);
    const script = `mv "$1" "$2/$(printf '${name}')"`;
    const args = ["-c", script, "sh", from, place.store];
    const { success } = await new Deno.Command("sh", { args }).output();
    if (!success) throw new Error("mv");
    return `${place.store}/craft-\ufffd\ufffd`;
  },
};

export const names: Crafted[] = [
  ...harmless.map((name) => called(name, "shown")),
  ...backslashes.map((name) => called(name, "named")),
  bytes,
];
