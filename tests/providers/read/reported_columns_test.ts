/**
 * What a provider's page says of its columns holds: an answer written by hand that tells all its protocol can tell
 * fills every column that is said to be reported, and none that is said not to be.
 */
import assert from "node:assert/strict";
import { protocolOf, provider, providers } from "../../../benchmarks/providers/index.ts";
import { reportedColumns } from "../../../benchmarks/providers/about.ts";
import { record } from "../../../benchmarks/record/record.ts";
import { exchangeOf, read } from "../exchanges.ts";
import { answers } from "./reported_answers.ts";

Deno.test("what is said of columns is of the record's columns, and of every protocol", () => {
  for (const column of reportedColumns) assert.ok(column in record, column);
  assert.deepEqual(
    [...new Set(providers.map(protocolOf))].toSorted(),
    Object.keys(answers).toSorted(),
  );
});

for (const [name, own] of Object.entries(answers)) {
  Deno.test(`${name}: an answer that reports everything fills the columns said to be reported, no other`, () => {
    const found = provider(name);
    const rows = own.map(({ body, headers = [], around = (stream) => [stream] }) =>
      read(found, around(exchangeOf(body, { headers }))).row
    );
    for (const row of rows) assert.equal(row.status, "ok", row.error_message ?? "");
    const filled = reportedColumns.filter((column) => rows.some((row) => row[column] !== null));
    const expected = reportedColumns.filter((column) =>
      typeof found.about.reported[column] === "string"
    );
    assert.deepEqual(filled, expected);
  });
}

Deno.test("what services add to their protocol's columns names columns the decoder fills", () => {
  // A service's own answer is read by its protocol's decoder: what it cannot read, no service can be said to report.
  for (const p of providers) {
    const shared = provider(protocolOf(p)).about;
    for (const column of reportedColumns) {
      if (typeof p.about.reported[column] !== "string") continue;
      assert.equal(typeof shared.reported[column], "string", `${p.name}, ${column}`);
    }
    assert.ok(p.about.finishReasons === shared.finishReasons, p.name);
  }
});
