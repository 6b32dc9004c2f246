/** Words of a hostile store in the terminal and in CSV: no escape sequence, no line of its own, no formula. */
import assert from "node:assert/strict";
import { openStore } from "../../benchmarks/store/views.ts";
import { downloadsOf, writeDownload } from "../../benchmarks/queries/downloads/downloads.ts";
import { inFolder, run, smallRun } from "../support/bench.ts";
import { payloads, texts, writeHostileStore } from "../support/stores/hostile_store.ts";
import { summary, writePair } from "../importers/llmperf_files.ts";

// deno-lint-ignore no-control-regex
const acts = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** Cells of a CSV whose fields may be quoted, by RFC 4180. */
const cellsOf = (csv: string): string[] =>
  [...csv.matchAll(/(?:^|,|\r?\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)]
    .map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
const isFormula = (cell: string) =>
  /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !/^[+-]?\d*\.?\d+(e[+-]?\d+)?$/i.test(cell);

Deno.test("a hostile store does nothing to a terminal, and no cell of a CSV is a formula", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/store`);
    await writeHostileStore(`${folder}/store`);
    await Deno.mkdir(`${folder}/files`);
    await writePair(`${folder}/files`, "a\x1b[31m", {
      summary: { ...summary, model: payloads.join(" "), framework: payloads.join(" ") },
    });
    const names = texts.map((name) => `max(${name}) AS "${name}"`).join(", ");
    const commands = [
      ["sql", `SELECT ${names} FROM requests GROUP BY run_id`],
      ["sql", "SELECT * FROM runs"],
      ["sql", "--json", "SELECT * FROM runs"],
      ["sql", `SELECT 1 AS "${payloads[11]}"`],
      ["sql", `SELECT '${payloads[11]}'::INTEGER`],
      ["runs", "list"],
      ["runs", "check"],
      ["compare", "phase=measured", "config_name=quickstart"],
      ["compare", `provider=${payloads[11]}`, "config_name=quickstart"],
      ["import", `${folder}/files`],
      ["bench", payloads[11]],
      ["bench", `--${payloads[11]}`],
      ["bench", "--seed", payloads[11]],
      ["sql", "SELECT 1", payloads[11]],
      [payloads[11]],
    ];
    for (const args of commands) {
      const { out, err } = await run(args, { TOKENBOARD_DATA: `${folder}/store` });
      assert.ok(out || err, args.join(" "));
      for (const text of [out, err]) assert.doesNotMatch(text, acts, args.join(" "));
    }
    const { out } = await run(["sql", "--csv", "SELECT * FROM requests"], {
      TOKENBOARD_DATA: `${folder}/store`,
    });
    const db = await openStore(`${folder}/store`);
    const csvs = [out];
    for (const download of (await downloadsOf(db)).filter((d) => d.path === "all/requests")) {
      await writeDownload(db, download, "csv", `${folder}/requests.csv`);
      csvs.push(await Deno.readTextFile(`${folder}/requests.csv`));
    }
    db.close();
    assert.equal(csvs.length, 2);
    for (const csv of csvs) {
      const cells = cellsOf(csv);
      assert.ok(cells.some((cell) => cell.startsWith("'=cmd|")), "the formula is there as text");
      assert.deepEqual([...new Set(cells.filter(isFormula))], []);
    }
  }));

Deno.test("an endpoint's refusal does nothing to a terminal", () =>
  inFolder(async (folder) => {
    const message = `${payloads[11]} ${payloads[12]}`;
    const server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      () => Response.json({ error: { message, code: message, type: message } }, { status: 418 }),
    );
    try {
      const { out, err } = await run(["bench", ...smallRun(2), "--no-site", "--llm-api=openai"], {
        TOKENBOARD_DATA: folder,
        OPENAI_API_BASE: `http://127.0.0.1:${server.addr.port}/v1`,
        OPENAI_API_KEY: "k",
      });
      assert.match(err, /u001b\[31mred/);
      for (const text of [out, err]) assert.doesNotMatch(text, acts);
    } finally {
      await server.shutdown();
    }
  }));
