import assert from "node:assert/strict";
import { type Database, openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { secretSql, tellKeys } from "../../../benchmarks/store/remote/secret.ts";

const keys = { id: "AKIDEXAMPLE", secret: "wJal'rXUtnFEMI", session: "a-session-0123456789" };
const access = { url: "s3://bucket/some prefix", endpoint: null, region: "eu-west-1", keys };

Deno.test("secretSql() says where a bucket is and who may read it, for that bucket alone and for this process", () => {
  assert.equal(
    secretSql(access),
    "CREATE OR REPLACE TEMPORARY SECRET tokenboard_store (TYPE s3, SCOPE 's3://bucket/some prefix', " +
      "REGION 'eu-west-1', KEY_ID 'AKIDEXAMPLE', SECRET 'wJal''rXUtnFEMI', " +
      "SESSION_TOKEN 'a-session-0123456789')",
  );
  const other = {
    ...access,
    endpoint: "http://127.0.0.1:9000/",
    keys: { ...keys, session: null },
  };
  assert.match(
    secretSql(other),
    /SECRET 'wJal''rXUtnFEMI', ENDPOINT '127\.0\.0\.1:9000', URL_STYLE 'path', USE_SSL false\)$/,
  );
  assert.match(secretSql({ ...other, endpoint: "https://s3.example.com" }), /USE_SSL true\)$/);
});

Deno.test("tellKeys() fails without a word of the keys", async () => {
  const db = await openDuckdb();
  const words = async (to: Database) => {
    try {
      await tellKeys(to, access);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error("it did not fail");
  };
  // DuckDB without httpfs knows no such secret.
  const plain = await words(db);
  db.close();
  const echoing = await words({
    ...db,
    run: (sql) => Promise.reject(new Error(`Parser Error near "${sql}"\nLINE 1: ${sql}`)),
  });
  const echoesKeys = await words({
    ...db,
    run: (sql) =>
      sql.startsWith("CREATE")
        ? Promise.reject(new Error(`Parser Error near "${sql.replaceAll("''", "'")}"`))
        : Promise.resolve(),
  });
  for (const said of [plain, echoing, echoesKeys]) {
    assert.match(said, /^DuckDB cannot be told how to reach s3:\/\/bucket\/some prefix: /);
    for (const key of Object.values(keys)) assert.ok(!said.includes(key), said);
  }
});

Deno.test("DuckDB is told a session's token for AWS's own servers alone, for httpfs takes it anywhere", async () => {
  const other = { ...access, endpoint: "https://s3.example.com" };
  const said: string[] = [];
  const db = { run: (sql: string) => Promise.resolve(void said.push(sql)) } as unknown as Database;
  await assert.rejects(tellKeys(db, other), {
    message: "DuckDB cannot read s3://bucket/some prefix: it is not told AWS_SESSION_TOKEN, " +
      "which it would take along wherever s3.example.com sends on to.",
  });
  assert.equal(said.length, 0);
  await tellKeys(db, access);
  await tellKeys(db, { ...other, keys: { ...keys, session: null } });
  assert.equal(said.filter((sql) => sql.includes("SECRET tokenboard_store")).length, 2);
});
