/** Rows are sealed by their start, whatever the order that their answers ended in. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { LineOrder } from "../../../benchmarks/store/journal/line_order.ts";
import { rowOrder } from "../../../benchmarks/store/journal/row_order.ts";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import type { Row } from "../../../benchmarks/record/record.ts";

const moment = fc.option(
  fc.constantFrom(
    "2026-11-29T10:00:00.000000Z",
    "2026-11-29T10:00:00.000001Z",
    "2026-11-29T10:00:00.000999Z",
    "2026-11-29T10:00:00.001000Z",
    "2026-11-29T09:59:59.999999Z",
    "1969-12-31T23:59:59.500000Z",
  ),
);
const rows = fc.array(
  fc.record({
    started_at: moment,
    scheduled_at: moment,
    request_index: fc.nat(5),
    text: fc.string({ maxLength: 200, unit: "grapheme" }),
  }),
  { maxLength: 30 },
);

Deno.test("lines come by start, then by index, then as they came; without a start last", async () => {
  const folder = await Deno.makeTempDir();
  let files = 0;
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const [from, to] = [`${folder}/${files++}`, `${folder}/${files++}`];
      const lines = given.map((row) => JSON.stringify(row) + "\n");
      await Deno.writeTextFile(from, lines.join(""));
      const order = new LineOrder();
      for (const [i, row] of given.entries()) {
        order.add(row as unknown as Row, new TextEncoder().encode(lines[i]).length);
      }
      await order.copy(from, to);
      // These moments are all of one length: as text they sort as in time; "~" is behind all of them.
      const start = (i: number) => given[i].started_at ?? given[i].scheduled_at ?? "~";
      const expected = given.map((_, i) => i).sort((a, b) =>
        start(a) < start(b)
          ? -1
          : start(a) > start(b)
          ? 1
          : given[a].request_index - given[b].request_index || a - b
      );
      assert.equal(await Deno.readTextFile(to), expected.map((i) => lines[i]).join(""));
    }),
    { numRuns: 60, examples: [[[]]] },
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("rows of one start and index come as DuckDB orders what else identifies them", async () => {
  const names = ["m", "M", "m2", "\uff5e", "\u{1f600}", ""];
  const given = names.flatMap((model) =>
    [2, 1, 10].flatMap((attempt) =>
      ["retry", "measured"].map((phase) => ({
        ...{ provider: names[attempt % 3], model, phase, attempt },
        ...{ started_at: "2026-11-29T10:00:00.000000Z", scheduled_at: null, request_index: 7 },
      }))
    )
  );
  const folder = await Deno.makeTempDir();
  const lines = given.map((row) => JSON.stringify(row) + "\n");
  await Deno.writeTextFile(`${folder}/from`, lines.join(""));
  const order = new LineOrder();
  for (const [i, row] of given.entries()) {
    order.add(row as unknown as Row, new TextEncoder().encode(lines[i]).length);
  }
  await order.copy(`${folder}/from`, `${folder}/to`);
  const db = await openDuckdb();
  const { rows } = await db.query(
    `SELECT provider, model, phase, attempt FROM (VALUES ${
      given.map(({ provider, model, phase, attempt }) =>
        `(TIMESTAMP '2026-11-29 10:00:00', NULL::TIMESTAMP, 7, '${provider}', '${model}', '${phase}', ${attempt})`
      ).join(", ")
    }) AS t(started_at, scheduled_at, request_index, provider, model, phase, attempt) ORDER BY ${rowOrder}`,
  );
  db.close();
  const written = (await Deno.readTextFile(`${folder}/to`)).trimEnd().split("\n");
  assert.deepEqual(
    written.map((line) => JSON.parse(line)).map(({ provider, model, phase, attempt }) => ({
      ...{ provider, model, phase, attempt },
    })),
    rows,
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("an attempt that has two rows is known, one of another phase, target or try is not", () => {
  const row = { provider: "p", model: "m", phase: "measured", attempt: 1, request_index: 7 };
  const others = [{ provider: "q" }, { model: "n" }, { phase: "warmup" }, { attempt: 2 }, {
    request_index: 8,
  }];
  const order = new LineOrder();
  const add = (changed: object) => order.add({ ...row, ...changed } as unknown as Row, 1);
  [{}, ...others].forEach(add);
  assert.equal(order.twice, false);
  add({});
  assert.equal(order.twice, true);
});
