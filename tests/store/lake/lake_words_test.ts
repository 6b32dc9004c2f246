import assert from "node:assert/strict";
import { ConfigError } from "../../../benchmarks/plan/config.ts";
import { again, isConflict } from "../../../benchmarks/store/lake/again.ts";
import { lastMomentOf } from "../../../benchmarks/store/lake/as_of.ts";
import { addFileSql } from "../../../benchmarks/store/lake/keep.ts";
import { attachSql } from "../../../benchmarks/store/lake/lake.ts";
import { lakeName } from "../../../benchmarks/store/lake/lake_name.ts";

Deno.test("lakeName() reads a file or a database of PostgreSQL, and takes no password", () => {
  const file = lakeName("it's.ducklake");
  assert.equal(file.file, `${Deno.cwd()}/it's.ducklake`);
  assert.deepEqual(file.extensions, ["ducklake"]);
  const quoted = `'ducklake:${Deno.cwd()}/it''s.ducklake'`;
  assert.equal(
    attachSql(file, "read"),
    `ATTACH ${quoted} AS lake (READ_ONLY, CREATE_IF_NOT_EXISTS false)`,
  );
  assert.equal(
    attachSql(file, { files: "/a/.store/catalogue/" }),
    `ATTACH ${quoted} AS lake (DATA_PATH '/a/.store/catalogue/')`,
  );
  for (
    const [given, address] of [
      ["postgres:dbname=board host=db", "ducklake:postgres:dbname=board host=db"],
      ["postgres: dbname=board", "ducklake:postgres:dbname=board"],
      ["postgres://me@db/board", "ducklake:postgres:postgresql://me@db/board"],
      ["postgresql://db/board", "ducklake:postgres:postgresql://db/board"],
    ]
  ) {
    const { address: found, file, extensions } = lakeName(given);
    assert.deepEqual([found, file], [address, null]);
    assert.deepEqual(extensions, ["postgres_scanner", "ducklake"]);
  }
  for (
    const secret of [
      "postgres:dbname=board password=hush-hush",
      "postgres:Password = hush-hush",
      "postgres://me:hush-hush@db/board",
    ]
  ) {
    assert.throws(() => lakeName(secret), (error: Error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, /PGPASSWORD/);
      return !error.message.includes("hush-hush");
    });
  }
  assert.throws(() => lakeName(" "), ConfigError);
});

Deno.test("addFileSql() takes a file by its name alone, with older columns than the table's", () => {
  assert.match(
    addFileSql("/a/model=x/it's.parquet"),
    /'\/a\/model=x\/it''s\.parquet',\s+allow_missing => true.*hive_partitioning => false/s,
  );
});

Deno.test("lastMomentOf() takes a day to its end, and a time without zone as UTC", () => {
  for (
    const [given, expected] of [
      ["2026-11-30", "2026-11-30T23:59:59.999999Z"],
      ["2026-11-30T12:00", "2026-11-30T12:00Z"],
      ["2026-11-30 12:00:01.5", "2026-11-30T12:00:01.5Z"],
      ["2026-11-30T12:00:00+02:00", "2026-11-30T12:00:00+02:00"],
      ["2026-11-30T12:00:00Z", "2026-11-30T12:00:00Z"],
      ["2026-11-31T99:00", null],
      ["yesterday", null],
      ["", null],
    ] as const
  ) assert.equal(lastMomentOf(given), expected, given);
});

Deno.test("again() tries until nobody is in the way, and no longer where something else is wrong", async () => {
  let tries = 0;
  const done = await again(() => {
    if (++tries < 3) throw new Error("TransactionContext Error: Conflict on commit");
    return Promise.resolve("done");
  }, "busy");
  assert.deepEqual([done, tries], ["done", 3]);
  await assert.rejects(
    again(() => {
      tries++;
      throw new Error("IO Error: no such host");
    }, "busy"),
    /no such host/,
  );
  assert.equal(tries, 4);
  assert.ok(isConflict(new Error('IO Error: Could not set lock on file "x": held by PID 1')));
});
