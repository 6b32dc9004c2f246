import assert from "node:assert/strict";
import { openStore } from "../../benchmarks/store/views.ts";
import { ended, filesOf, inFolder, smallRun, start } from "../support/bench.ts";
import { commandLinesUntil } from "../support/processes.ts";
import {
  chunk,
  done as doneEvents,
  event,
  head,
  lastChunk,
  plain,
  rawServer,
} from "../support/server.ts";

const key = "sk-test-" + "0a1b2c3d4e5f";

Deno.test("bench shows its key to nobody: not in the process list, not in a file, not when a server quotes it", () =>
  inFolder(async (folder) => {
    const server = await rawServer(async (socket, n) => {
      await new Promise((resolve) => setTimeout(resolve, 100)); // so that there is a run to look at
      const quoted = JSON.stringify({ error: { message: `Incorrect API key provided: ${key}` } });
      socket.write(
        n % 2
          ? plain("401 Unauthorized", quoted)
          : head() + chunk(event({ content: `the key ${key}` })) +
            chunk(doneEvents) + lastChunk,
      );
    });
    const done = ended(start(["bench", ...smallRun(40), "--results-dir", folder, "--json"], {
      OPENAI_API_BASE: `${server.url}/v1`,
      OPENAI_API_KEY: key,
    }));
    const lines = [...await commandLinesUntil(done)];
    const { code, out, err } = await done;
    await server.close();
    assert.equal(code, 0, err);
    assert.ok(server.requests.every((r) => r.includes(`Bearer ${key}`)), "the server had it");
    assert.ok(lines.some((l) => /main\.ts bench --model=m/.test(l)), "the run was seen");
    assert.deepEqual(lines.filter((l) => l.includes(key)), []);
    assert.ok(!out.includes(key) && !err.includes(key));
    for (const file of filesOf(folder)) {
      const text = new TextDecoder("latin1").decode(await Deno.readFile(file));
      assert.ok(!text.includes(key), `the key is in ${file}`);
    }
    const db = await openStore(folder);
    const { rows } = await db.query(
      `SELECT status, any_value(error_message) AS message, count(*) AS n, bool_or(r::VARCHAR LIKE '%${key}%') AS leaks
      FROM requests AS r GROUP BY status ORDER BY status`,
    );
    db.close();
    assert.deepEqual(rows.map((r) => [r.status, r.n, r.leaks]), [
      ["failed", 20, false],
      ["ok", 20, false],
    ]);
    assert.match(String(rows[0].message), /Incorrect API key provided: \[redacted\]/);
  }));
