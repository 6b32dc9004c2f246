/** The publisher's prices: what is read of `prices.csv`, and what is refused by file and line. */
import assert from "node:assert/strict";
import { priceColumns, readPriceLines } from "../../benchmarks/store/reference/price_lines.ts";
import { readPrices } from "../../benchmarks/store/reference/prices.ts";
import { addOwnTables } from "../../benchmarks/store/own_tables.ts";
import { inFolder } from "../support/bench.ts";
import { openStore } from "../../benchmarks/store/views.ts";

const head = Object.keys(priceColumns).join(",");
const read = (...lines: string[]) => readPriceLines([head, ...lines].join("\n"));

Deno.test("readPriceLines() reads what spreadsheets write; an empty cell is null", () => {
  const { prices, faults } = readPriceLines(
    `\ufeffnote,${head}\r\n,acme," m, the ""large"" one",,,0.5,,1.25,0,"seen\nin print",2026-01-31\r\n,,,,,,,,,,\r\n`,
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(prices, [{
    provider: "acme",
    model: 'm, the "large" one',
    tier: null,
    valid_from: null,
    input_usd_per_million: 0.5,
    cached_input_usd_per_million: null,
    output_usd_per_million: 1.25,
    reasoning_usd_per_million: 0,
    source: "seen\nin print",
    seen_on: "2026-01-31",
  }]);
  assert.deepEqual(readPriceLines(""), { prices: [], faults: [] });
  const old = readPriceLines(`${head}\racme,m,,,1,,2,,s,2026-01-02\r`); // lines of an old Macintosh
  assert.deepEqual([old.prices.length, old.faults], [1, []]);
});

Deno.test("a line that is no price is left out by its number; the others stay", () => {
  const good = "acme,m,,2026-01-01,1,,2,,s,2026-01-02";
  for (
    const [line, fault] of [
      [",m,,,1,,2,,s,2026-01-02", /^line 3: provider is empty$/],
      ["acme,n,,,1,,2,,,", /^line 3: source, seen_on is empty$/],
      ["acme,n,,,1,,2,,s,2026-02-29", /seen_on is "2026-02-29", not a day/],
      ["acme,n,,,1,,2,,s,0000-01-01", /seen_on is "0000-01-01", not a day/],
      ["acme,n,,9999-12-31,1,,2,,s,2026-01-02", /valid_from is "9999-12-31", not a day/],
      ['acme,"n,,,1,,2,,s,2026-01-02\n,,', /^line 3: a quote begins in it that never ends$/],
      ["acme,n,,1.1.2026,1,,2,,s,2026-01-02", /valid_from is "1.1.2026", not a day/],
      ['acme,n,,,"0,9",,2,,s,2026-01-02', /input_usd_per_million is "0,9", not an amount/],
      ["acme,n,,,-1,,2,,s,2026-01-02", /"-1", not an amount/],
      ["acme,n,,,,,,,s,2026-01-02", /^line 3: it has no price$/],
      ["acme,n,,,1,,2,s,2026-01-02", /^line 3: it has 9 fields, the first line 10$/],
    ] as const
  ) {
    const { prices, faults } = read(good, line);
    assert.equal(prices.length, 1, line);
    assert.equal(faults.length, 1, line);
    assert.match(faults[0], fault);
  }
  assert.deepEqual(readPriceLines(head.replace("model", "modell")).faults.length, 1);
});

Deno.test("two prices of the same from the same day are none", () => {
  const { prices, faults } = read(
    "acme,m,,2026-01-01,1,,2,,s,2026-01-02",
    "acme,m,batch,2026-01-01,0.5,,1,,s,2026-01-02",
    "acme,m,,,3,,4,,s,2026-01-01",
  );
  assert.deepEqual(prices.map((p) => p.tier), ["batch"]);
  assert.deepEqual(faults, [
    "line 2: lines 2 and 4 are prices of the same from the same day: keep one",
  ]);
});

Deno.test("they are table `prices` of each store, typed, and no own table besides", async () => {
  const folder = await Deno.makeTempDir();
  try {
    assert.deepEqual(await readPrices(folder), { prices: [], faults: [] });
    await Deno.writeTextFile(
      `${folder}/prices.csv`,
      `${head}\nacme,m,,2026-01-01,1,,2,,s,2026-01-02\nacme,,,,,,,,,\n`,
    );
    const db = await openStore(folder);
    assert.deepEqual(await addOwnTables(db, undefined, folder), []);
    const { rows } = await db.query(
      "SELECT typeof(valid_from) AS day, output_usd_per_million AS usd, tier FROM prices",
    );
    db.close();
    assert.deepEqual(rows, [{ day: "DATE", usd: 2, tier: null }]);
    const { faults } = await readPrices(folder);
    assert.deepEqual(faults, [`${folder}/prices.csv, line 3: model, source, seen_on is empty`]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("each price that comes with the repository names its source, and the day it was seen", async () => {
  const { prices, faults } = await readPrices("data");
  assert.deepEqual(faults, []);
  assert.ok(prices.length >= 5);
  for (const { source } of prices) assert.match(String(source), /\w+:\S+/, "an address");
});

Deno.test("readPrices() reads UTF-16, and of what is no text file says so and waits for nothing", () =>
  inFolder(async (folder) => {
    const path = `${folder}/prices.csv`;
    const text = `${head}\nacme,m,,,1,,2,,s,2026-01-02`;
    await Deno.writeFile(
      path,
      new Uint8Array(Uint16Array.from(`\ufeff${text}`, (c) => c.charCodeAt(0)).buffer),
    );
    assert.equal((await readPrices(folder)).prices.length, 1);
    await Deno.writeFile(path, new Uint8Array([0x50, 0x4b, 3, 4]));
    assert.match(
      (await readPrices(folder)).faults[0],
      /prices\.csv: it is a zip archive or a spreadsheet/,
    );
    await Deno.remove(path);
    await Deno.mkdir(path);
    assert.deepEqual(await readPrices(folder), {
      prices: [],
      faults: [`${path}: it is no plain file`],
    });
  }));
