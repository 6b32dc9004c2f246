/** Nothing of ours writes past `console`, and nothing of others does anything through it. */
import assert from "node:assert/strict";
import { filesOf } from "../support/bench.ts";

const hostile = "\x1b[31mred \x9b2J \x07 \u202egnp\r";
const shown = "\\\\u001b\\[31mred \\\\u009b2J \\\\u0007 \\\\u202egnp\\\\r";

/** What a program of a few lines prints: on standard output, and on standard error. */
async function printed(program: string): Promise<[string, string]> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", program],
    env: { NO_COLOR: "1", HOSTILE: hostile },
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = new TextDecoder();
  return [text.decode(stdout), text.decode(stderr)];
}

Deno.test("onlyShow() leaves letters and lines, of texts, errors and what they hold", async () => {
  const module = new URL("../../benchmarks/report/terminal.ts", import.meta.url);
  const [out, err] = await printed(`
    import { onlyShow } from "${module}";
    const hostile = Deno.env.get("HOSTILE");
    onlyShow();
    console.log(hostile + "\\nnext");
    console.info({ [hostile]: [hostile] });
    console.debug("%cstyled", "color: red", 100);
    console.error(hostile);
    console.warn(new Error(hostile));`);
  // deno-lint-ignore no-control-regex
  for (const text of [out, err]) assert.doesNotMatch(text, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  assert.match(out, new RegExp(`^${shown}\nnext\n`));
  assert.match(out, /%cstyled color: red 100\n$/);
  assert.match(err, new RegExp(`^${shown}\nError: ${shown}\n`));
});

/** Files that write without `console`, and why they may. */
const past: Record<string, string> = {
  "benchmarks/report/terminal.ts": "asks a question, shown like every line",
  "benchmarks/report/planning.ts": "a bar of numbers",
  "benchmarks/report/progress.ts": "a bar of numbers",
  "benchmarks/report/steps.ts": "a bar whose names are printable",
  "benchmarks/commands/sql.ts": "a CSV for a file, and the prompt at which its user types",
  "benchmarks/queries/boards.ts": "the file that a loader makes",
  "benchmarks/queries/downloads/downloads.ts": "the file that a loader makes",
  "benchmarks/queries/store_file.ts": "the file that a loader makes",
  "benchmarks/store/own_tables.ts": "the file that a loader makes",
  "loaders/history.bin.ts": "the file that a loader makes",
  "benchmarks/watch/text.ts": "a line of times and counts that the next one replaces",
  "benchmarks/site/worker.ts": "answers to the build, and the file that a loader makes",
};
const writes =
  /\b(Deno|process)\.(stdout|stderr)(?!\.(isTerminal|isTTY)\b)|\b(prompt|confirm|alert)\("|\bcreateInterface\(/;

Deno.test("only files that are named here write to a terminal without console", () => {
  const found = ["benchmarks", "loaders"].flatMap((folder) => [...filesOf(folder)])
    .filter((path) => path.endsWith(".ts") && writes.test(Deno.readTextFileSync(path)));
  assert.deepEqual(found.sort(), Object.keys(past).sort());
});

Deno.test("a process whose output is printed as it comes is one that only shows", () => {
  const inherits = ["benchmarks", "loaders", "src"].flatMap((folder) => [...filesOf(folder)])
    .filter((path) => path.endsWith(".ts") && !path.includes("/.observablehq/"))
    .filter((path) => /: "inherit"/.test(Deno.readTextFileSync(path)));
  assert.deepEqual(
    inherits.sort(),
    [
      "benchmarks/simulator/spawn.ts", // a command of main.ts, as the last two
      "benchmarks/site/workers.ts", // whose worker.ts begins with onlyShow()
      "loaders/requests-[config].parquet.ts",
      "loaders/pages/conformance.html.ts",
    ].sort(),
  );
  for (const path of ["benchmarks/main.ts", "benchmarks/site/worker.ts"]) {
    assert.match(Deno.readTextFileSync(path), /^ *onlyShow\(\);$/m, path);
  }
});
