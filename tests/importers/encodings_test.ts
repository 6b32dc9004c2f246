/** Files in other encodings, and packed ones. */
import assert from "node:assert/strict";
import { openStore } from "../../benchmarks/store/views.ts";
import { encoded, encodings } from "../support/keys/encodings.ts";
import { inFolder, responses, summary } from "./llmperf_files.ts";
import { imported } from "./imported.ts";

for (const encoding of encodings) {
  Deno.test(`importCommand() reads LLMPerf's pair and thefastest.ai's CSV as ${encoding}`, () =>
    inFolder(async (folder) => {
      const model = { ...summary, model: "modèle" };
      await Deno.mkdir(`${folder}/in`);
      const write = (name: string, text: string) =>
        Deno.writeFile(`${folder}/in/${name}`, encoded(text, encoding));
      await write("x_individual_responses.json", JSON.stringify(responses));
      await write("x_summary.json", JSON.stringify(model));
      const line = "2024-04-15T03:04:05,sea,,c,a/b,0.1,0.25,9,21,1.5";
      await write(
        "t.CSV",
        `time,region,cmd,commit,model,ttr,ttft,tps,num_tokens,total_time\r\n${line}\r\n`,
      );
      const { status, done } = await imported(folder, {}, ["", "t.CSV"]);
      assert.deepEqual([status, done], [0, [["x_individual_responses.json", 3], ["t.CSV", 1]]]);
      const db = await openStore(`${folder}/runs`);
      const { rows } = await db.query("SELECT DISTINCT model FROM requests ORDER BY model");
      db.close();
      assert.deepEqual(rows.map((r) => r.model), ["b", "modèle"]);
    }));
}

Deno.test("importCommand() refuses a packed file by name and reason, its neighbours are imported", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/in`);
    const gzip = Uint8Array.from([0x1f, 0x8b, 8, 0]);
    await Deno.writeFile(`${folder}/in/z_individual_responses.json`, gzip);
    const { status, done, err } = await imported(folder, {
      "z_summary.json": summary,
      "x_individual_responses.json": responses,
      "x_summary.json": summary,
    });
    assert.deepEqual([status, done], [2, [["x_individual_responses.json", 3]]]);
    assert.match(err, /z_individual_responses\.json: is compressed \(gzip\): unpack it first/);
  }));
