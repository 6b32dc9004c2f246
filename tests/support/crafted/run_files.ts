/** Crafted folders whose `run.json` says what it should not. */
import { type Crafted, withRunFile } from "./crafted.ts";

const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
const utf16 = (text: string) =>
  new Uint8Array(new Uint16Array([...`\ufeff${text}`].map((c) => c.charCodeAt(0))).buffer);

const refused: Crafted[] = [
  ...["", "{}", "[]", "null", '"craft"', "NaN", "{'run_id': 'craft'}", "PAR1"].map((text) =>
    withRunFile(`the text ${JSON.stringify(text)}`, "named", () => text)
  ),
  withRunFile("zeros", "named", () => new Uint8Array(5000)),
  withRunFile("no UTF-8", "named", () => new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])),
  withRunFile("compressed", "named", () => new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])),
  withRunFile("UTF-16", "named", (_, text) => utf16(text)),
  withRunFile("two runs in two lines", "named", (_, text) => `${text}\n${text}`),
  withRunFile("more behind its end", "named", (_, text) => `${text}}`),
  withRunFile("a comment", "named", (_, text) => `// mine\n${text}`),
  withRunFile("depth without end", "named", () => "[".repeat(300_000)),
  withRunFile("the sound run's name", "named", (run) => ({ ...run, run_id: "sound" })),
  withRunFile("a path as name", "named", (run) => ({ ...run, run_id: "../sound" })),
  withRunFile("a name twice", "named", (_, text) => text.replace("{", '{"run_id":"sound",')),
  withRunFile("half a character", "named", (run) => ({ ...run, caveat: "\ud800" })),
  withRunFile("a name with a NUL", "named", (run) => ({ ...run, run_id: "craft\0" })),
  ...[7, null, "", ["craft"], { craft: 1 }, true].map((run_id) =>
    withRunFile(`the name ${JSON.stringify(run_id)}`, "named", (run) => ({ ...run, run_id }))
  ),
  withRunFile("a far year", "named", (run) => ({ ...run, started_at: "9999-01-01T00:00:00Z" })),
  withRunFile("words as a time", "named", (run) => ({ ...run, ended_at: "'; DROP VIEW runs; --" })),
  withRunFile("a far seed", "named", (run) => ({ ...run, seed: 1e30 })),
  withRunFile("a target with a NUL", "named", (run) => ({
    ...run,
    targets: [{ provider: "\0", model: "m", invalid: "x" }],
  })),
  withRunFile("no workload", "named", (run) => ({ ...run, workload: null })),
];

/** What a run says of itself is text, whatever it says. */
const strange: [string, Record<string, unknown>][] = [
  ["no configuration", { config: null }],
  ["a configuration that is a text", { config: "SELECT 1" }],
  ["settings without sense", { config: { load: 7, requests: "1e999", dataset: {}, targets: [] } }],
  ["names that objects know", { config: JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}') }],
  ["targets that are a text", { targets: "'; DROP VIEW requests; --" }],
  ["targets of odd names", {
    targets: [{ provider: "'); DROP VIEW runs; --", model: "\\'", invalid: "x" }],
  }],
  ["targets without end", {
    targets: Array.from(
      { length: 40_000 },
      (_, i) => ({ provider: "acme", model: `m${i % 20_000}`, invalid: "x" }),
    ),
  }],
  ["counts beyond numbers", { counts: { succeeded: 1e308, failed: -1, attempted: "∞" } }],
  ["SQL in every text", {
    caveat: "'||(SELECT 1)||'",
    source: '"; --',
    licence: "\\'",
    run_by: "*/",
  }],
  ["a text of 5 MB", { caveat: "x".repeat(5_000_000) }],
  ["escape sequences", { config_name: "\x1b[2J", location: "\u202e", workload: "\x07\x9b" }],
  ["an invalid run", { invalid: "it says so" }],
  [
    "fields that nobody knows",
    Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`f${i}`, i])),
  ],
  // A later one would be the latest of its target, as every newer run is.
  ["the sound run's workload, earlier", {
    workload_hash: "sound",
    started_at: "2025-01-01T00:00:00Z",
  }],
];

export const runFiles: Crafted[] = [
  ...refused,
  withRunFile(
    "a setting nested without end",
    "shown",
    (_, text) => text.replace('"config":{}', `"config":{"a":${nested(100_000)}}`),
  ),
  ...strange.map(([name, over]) => withRunFile(name, "shown", (run) => ({ ...run, ...over }))),
  // Names of fields differ by letter case, so this is a field that nobody knows.
  withRunFile(
    "a name of two letter cases",
    "shown",
    (_, text) => text.replace("{", '{"RUN_ID":"sound",'),
  ),
];
