/** /time on the committed measurements, and on runs of every hour with a planted effect. */
import assert from "node:assert/strict";
import { wholeRowsSql } from "../../../benchmarks/queries/boards.ts";
import { judgedHours } from "../../../benchmarks/queries/time/hour_effects.ts";
import type { Database } from "../../../benchmarks/store/duckdb.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import type { Row } from "../../../src/rows/systems.ts";
import { dateOf, modelOf, throughout } from "../../../src/rows/throughout.ts";
import { tilesOf } from "../../../src/time/time_data.ts";
import { tileAsked, tileLink } from "../../../src/time/time_hours.ts";
import { chosenOf, type Measured, timeDefaults } from "../../../src/time/time_state.ts";
import { timeParts } from "../../../src/time/time_view.ts";
import { inFolder } from "../../support/bench.ts";
import { hourFactor, hourlySystems, writeHourlyStore } from "../../support/stores/hourly_store.ts";
import { measuredIn } from "../../support/stores/measured_hours.ts";

async function withStore(use: (db: Database, all: Measured) => Promise<void>, folder = "data") {
  const db = await openStore(folder);
  try {
    await use(db, await measuredIn(db));
  } finally {
    db.close();
  }
}
const textOf = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

Deno.test("/time on the committed rows: the window, and every cell leads to exactly its requests", () =>
  withStore(async (db, all) => {
    const rows = (await db.query(wholeRowsSql("NOT l.simulated AND l.selection IS NOT NULL")))
      .rows as unknown as Row[];
    const steady = throughout(rows);
    const own = rows.filter((r) => steady.models.has(modelOf(r)) && dateOf(r) >= steady.from);
    // Counted once by a separate script over the same rows.
    assert.deepEqual([steady.models.size, own.length, steady.from, steady.to], [
      23,
      2185,
      "2024-04-19",
      "2024-05-03",
    ]);
    for (const metric of ["ttft_s", "decode_tokens_per_s"]) {
      for (const system of ["", "openai/gpt-4-turbo"]) {
        const chosen = chosenOf(all, { ...timeDefaults(all), metric, system });
        const tiles = tilesOf(chosen.cells, chosen.rowOf, chosen.local);
        assert.ok(tiles.length > 10);
        for (const tile of tiles) {
          const query = new URLSearchParams(tileLink(tile, chosen)!.split("?")[1]);
          const named = (system ? rows : own).filter((r) =>
            ["location", "provider", "model"].every((c) =>
              !query.has(c) || query.get(c) === r[c]
            ) && query.get("utc_hour") === String(r.utc_hour) && r.status === "ok"
          );
          assert.equal(query.get("throughout") ?? "", system ? "" : "1");
          assert.equal(named.length, tile.n, String(query));
        }
      }
    }
  }));

Deno.test("timeParts() computes its sentences: slower times of one day change them", () =>
  withStore(async (_, all) => {
    const parts = (rows = all.rows) => {
      const now = { ...all, rows };
      return timeParts(now, chosenOf(now, timeDefaults(now)), 1280);
    };
    const before = await parts();
    assert.match(before.find, /From Seattle the same 23 systems took 0\.73 to 1\.19 times/);
    assert.match(before.find, /Only 08:00 UTC .* 8 of the 13 hours on one only/);
    assert.match(textOf(before.effect), /claimed: 0 of 5 days with at least 12 measured hours/);
    const slower = all.rows.map((r) =>
      dateOf(r) === "2024-04-25" ? { ...r, ttft_s: (r.ttft_s as number) * 4 } : r
    );
    const after = await parts(slower);
    assert.doesNotMatch(after.find, /0\.73 to 1\.19/);
    assert.notEqual(after.hours, before.hours);
    assert.notEqual(after.days, before.days);
    assert.notEqual(after.places, before.places);
  }));

Deno.test("120 runs of every hour", (t) =>
  inFolder(async (folder) => {
    await writeHourlyStore(folder);
    await withStore(async (db, all) => {
      await t.step("a cell of several runs asks for exactly its requests", async () => {
        const chosen = chosenOf(all, timeDefaults(all));
        const tiles = tilesOf(chosen.cells, chosen.rowOf, chosen.local);
        assert.equal(tiles.length, 24 * hourlySystems.length);
        for (const tile of [tiles[0], tiles[23], tiles.at(-1)!]) {
          const href = tileAsked(chosen, tile.row, tile.hour)!;
          const sql = new URLSearchParams(href.split("#")[1]).get("sql")!;
          const { rows } = await db.query(sql);
          assert.equal(rows.length, 5 * 110);
          assert.equal(rows.length, tile.n);
          const systems = new Set(rows.map((r) => r.provider));
          assert.deepEqual([...systems], [tile.cells[0].row.provider]);
        }
        const { hours } = await timeParts(all, chosen, 1280);
        assert.match(hours, /<a [^>]*data-asks=/);
      });
      const parts = async (some: Measured, zone = "utc") => {
        const html = await timeParts(some, chosenOf(some, { ...timeDefaults(some), zone }), 1280);
        return { ...html, effect: textOf(html.effect), days: textOf(html.days) };
      };
      await t.step("the planted effect lies within the curve’s interval", () => {
        const own = all.judged.filter((j) => j.metric === "ttft_s");
        assert.equal(own.length, hourlySystems.length);
        for (const { line, effect } of own) {
          assert.ok(effect.claimed && effect.days === 5, line);
          const planted = hourFactor(15) - 1;
          const { low, high } = effect.amplitude!;
          assert.ok(low < planted && planted < high, line);
          assert.equal(effect.curve.length, 24);
          const held = effect.curve.filter((h) =>
            h.low! <= hourFactor(h.hour) && hourFactor(h.hour) <= h.high!
          );
          assert.ok(held.length >= 22, `${line}: the planted curve at ${held.length} of 24 hours`);
        }
      });
      await t.step("the effect is claimed in a sentence, on the reader’s clock", async () => {
        const { kicker, find, effect, days } = await parts(all);
        assert.match(kicker, /39,600 succeeded requests of 120 runs/);
        assert.match(find, /It changes by the day; the hour matters\./);
        assert.match(effect, /Acme: the hour matters, by \d+% .*slowest about 1[3-7]:00 UTC/);
        assert.match(effect, /an effect of 5% would be found in \d+% of such series/);
        assert.doesNotMatch(effect, /deno task watch/);
        assert.match(days, /ten or more were measured: 15 of 15 days/);
        const there = (await parts(all, "Asia/Tokyo")).effect;
        assert.match(there, /Acme: the hour matters, by \d+% .*slowest about (22|23|00|01|02):00 /);
      });
      const until = (hour: string): Measured => {
        const rows = all.rows.filter((r) => r.started_at <= hour);
        return { ...all, rows, judged: judgedHours(rows) };
      };
      await t.step(
        "of four days, and of one run, nothing is claimed, and it says what is missing",
        async () => {
          const [four, one] = [
            await parts(until("2026-01-08T23")),
            await parts(until("2026-01-05T00")),
          ];
          for (const [{ effect }, days] of [[four, 4], [one, 0]] as const) {
            assert.match(
              effect,
              RegExp(`claimed: ${days} of 5 days with at least 12 measured hours`),
            );
            assert.match(effect, /deno task watch hourly --every 1h --for 5d/);
            assert.doesNotMatch(effect, /the hour matters/);
          }
          assert.match(four.find, /of the hour nobody can say yet/);
          assert.match(one.find, /Too little was measured/);
        },
      );
    }, folder);
  }));
