/** What stands between a notebook's cells and the libraries of its charts. */
import assert from "node:assert/strict";
import { Int64, Table, tableFromArrays, Uint64, Utf8, vectorFromArray } from "apache-arrow";
import { guarded, needColumn } from "../../src/built_ins/columns.ts";
import { plainNumbers } from "../../src/built_ins/plain_numbers.ts";
import { colorsOf } from "../../src/built_ins/provider_colors.ts";
import { isSimulated } from "../../src/built_ins/simulated.ts";
import { readySpec } from "../../src/built_ins/vega_spec.ts";

Deno.test("plainNumbers() makes numbers of 64-bit integers where they stay exact", () => {
  const table = new Table({
    n: vectorFromArray([1n, null, -3n], new Int64()),
    u: vectorFromArray([0n, 7n, 2n ** 53n - 1n], new Uint64()),
    id: vectorFromArray([2n ** 53n + 1n, 1n, null], new Int64()),
    name: vectorFromArray(["a", "b", null], new Utf8()),
  });
  assert.deepEqual(plainNumbers(table).toArray().map((row) => ({ ...row })), [
    { n: 1, u: 0, id: 2n ** 53n + 1n, name: "a" },
    { n: null, u: 7, id: 1n, name: "b" },
    { n: -3, u: 9007199254740991, id: null, name: null },
  ]);
  const none = plainNumbers(new Table({ n: vectorFromArray([], new Int64()) }));
  assert.equal(none.numRows, 0);
  assert.deepEqual(none.schema.fields.map(({ name }) => name), ["n"]);
});

Deno.test("guarded() and needColumn() name the columns that there are", () => {
  const table = guarded(tableFromArrays({ provider: ["a", "b"], n: Int32Array.of(1, 2) }));
  assert.deepEqual([...table.getChild("n")!], [1, 2]);
  assert.deepEqual(Array.from(table, (row) => row.n), [1, 2]);
  const said = /^Error: The data have no column provder; they have provider, n\.$/;
  assert.throws(() => table.getChild("provder" as "n"), said);
  const rows = [{ provider: "a", n: 1 }];
  assert.throws(() => needColumn(rows, "provder"), said);
  for (const fine of [rows, [], null, [1, 2], [{ n: 1 }, { provider: "b" }]]) {
    needColumn(fine, "provider");
  }
});

Deno.test("isSimulated() reads rows and guarded tables, with such a column or without", () => {
  const table = (columns: Record<string, unknown[]>) =>
    guarded(
      new Table(Object.fromEntries(
        Object.entries(columns).map(([name, values]) => [name, vectorFromArray(values as [])]),
      )),
    );
  assert.equal(isSimulated(table({ n: [1] })), false);
  assert.equal(isSimulated(table({ provider: ["groq"], simulated: [false] })), false);
  assert.equal(isSimulated(table({ simulated: [false, true] })), true);
  assert.equal(isSimulated([{ n: 1 }, { n: 2, simulated: true }]), true);
  assert.equal(isSimulated([{ n: 1 }, null, 3]), false);
  assert.equal(isSimulated(null), false);
});

Deno.test("colorsOf() gives a provider one colour whoever stands beside it", () => {
  const store = ["groq", "sim-groq", "host:8000", "sim-b"];
  const alone = store.map((name) => colorsOf([name], store)[0]);
  assert.deepEqual(colorsOf(store, store), alone);
  assert.equal(alone[0], "var(--tb-groq)");
  assert.equal(new Set(alone).size, 4, "none looks like another");
  assert.notEqual(colorsOf(["stranger"], store)[0], undefined);
});

Deno.test("readySpec() reads BigInt and Arrow, colours providers, and refuses unknown fields", () => {
  const values = [{ provider: "lepton", n: 3n }, { provider: "groq", n: 4n }];
  const encoding = { y: { field: "provider" }, x: { field: "n" }, color: { field: "provider" } };
  const ready = readySpec({ data: { values }, layer: [{ mark: "bar", encoding }] });
  assert.deepEqual(ready.data.values, [{ provider: "lepton", n: 3 }, { provider: "groq", n: 4 }]);
  assert.deepEqual(ready.layer[0].encoding.color.scale, {
    domain: ["groq", "lepton"],
    range: ["var(--tb-groq)", "var(--tb-lepton)"],
  });
  const arrow = readySpec({ data: { values: tableFromArrays({ n: [1, 2] }) }, mark: "bar" });
  assert.deepEqual(arrow.data.values, [{ n: 1 }, { n: 2 }]);
  const own = { field: "provider", scale: { range: ["red"] } };
  const kept = readySpec({ data: { values }, encoding: { color: own } });
  assert.equal(kept.encoding.color, own);
  const wrong = { data: { values }, encoding: { x: { field: "provder" } } };
  assert.throws(() => readySpec(wrong), /no column provder; they have provider, n\./);
  readySpec({ ...wrong, transform: [{ calculate: "1", as: "provder" }] });
  readySpec({ data: { url: "x.json" }, encoding: wrong.encoding });
});
