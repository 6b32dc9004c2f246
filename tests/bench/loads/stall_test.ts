/** A server that this project did not write, stopped for a while: every arrival is a row, and the summary says so. */
import assert from "node:assert/strict";
import { openStore } from "../../../benchmarks/store/views.ts";
import { sleep } from "../../../benchmarks/wire/clock.ts";
import { inTries } from "../../support/tries.ts";
import { ended, inFolder, plantedKey, smallRun, start } from "../../support/bench.ts";

const serve = `
import { LLMock } from "@copilotkit/aimock";
const mock = new LLMock({ port: 0, host: "127.0.0.1" });
mock.onMessage(/.*/, { content: "It was a bright cold day in April." });
await mock.start();
console.log(mock.url);
await new Promise(() => setInterval(() => {}, 1000));
`;

/** The server in a process of its own, so that it can be stopped. */
async function startMock() {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", serve],
    cwd: "tests",
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  let said = "";
  while (!said.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) throw new Error("The server did not start");
    said += new TextDecoder().decode(value);
  }
  return {
    url: said.trim(),
    stall: async (ms: number) => {
      child.kill("SIGSTOP");
      await sleep(ms);
      child.kill("SIGCONT");
    },
    async close() {
      child.kill("SIGKILL");
      await reader.cancel();
      await child.status;
    },
  };
}

Deno.test("a stall loses no arrival: rows are the arrivals, and times from the schedule show it", () =>
  inTries(() =>
    inFolder(async (folder) => {
      const mock = await startMock();
      try {
        const flags = ["--rate=100", "--arrivals=constant", "--duration=4", "--json"];
        const own = smallRun(1, 10).filter((flag) => !flag.includes("completed-requests"));
        const bench = start(["bench", ...own, ...flags, "--results-dir", folder], {
          OPENAI_API_BASE: `${mock.url}/v1`,
          OPENAI_API_KEY: plantedKey,
        });
        const journal = async (): Promise<boolean> => {
          for (const { name } of Deno.readDirSync(folder)) {
            const found = await Deno.stat(`${folder}/${name}/journal.jsonl`).catch(() => null);
            if (found?.size) return true;
          }
          return false;
        };
        while (!await journal()) await sleep(20);
        await sleep(500);
        await mock.stall(1000);
        const { code, out, err } = await ended(bench);
        assert.equal(code, 0, err);
        const db = await openStore(folder);
        const { rows } = await db.query(
          `SELECT request_index AS i, status, error_code AS code, started_at IS NULL AS unsent,
        epoch_us(scheduled_at) AS at, e2e_latency_s AS latency, response_time_s AS response
        FROM requests ORDER BY request_index`,
        ) as { rows: Record<string, number | string | boolean | null>[] };
        db.close();
        // 100/s for 4 s, to the row, whatever came of them.
        assert.deepEqual(rows.map(({ i }) => i), Array.from({ length: 400 }, (_, i) => i));
        for (const [i, row] of rows.entries()) {
          assert.ok(Math.abs(Number(row.at) - Number(rows[0].at) - i * 10_000) <= 1, `${i}`);
        }
        const dropped = rows.filter(({ status }) => status === "dropped");
        // Of the 100 of its second 10 were in flight; the rest found no slot.
        assert.ok(dropped.length >= 70 && dropped.length < 300, `${dropped.length} dropped`);
        assert.ok(dropped.every(({ code, unsent }) => code === "no_free_slot" && unsent));
        const [schedule] = JSON.parse(out).schedule;
        assert.deepEqual(
          [schedule.arrivals, schedule.no_free_slot + schedule.too_late],
          [400, dropped.length],
        );
        assert.equal(schedule.response_time_s.p99, "Infinity");
        assert.match(
          err.replaceAll(/\s+/g, " "),
          /so there is no P99; from sending, .* of 400 arrivals were dropped.* never answered/,
        );
      } finally {
        await mock.close();
      }
    })
  ));
