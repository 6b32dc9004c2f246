import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { openStore } from "../../benchmarks/store/views.ts";
import { filesOf, inFolder, plantedKey, run, smallRun } from "../support/bench.ts";
import { done, event } from "../support/server.ts";

/** A server that wants a key and knows one model, and echoes what it refuses. */
function answer(request: IncomingMessage, response: ServerResponse, body: string) {
  const refuse = (status: number, message: string, code: string) =>
    response.writeHead(status, {
      "content-type": "application/json",
      "x-request-id": `for ${request.headers.authorization}`,
    }).end(JSON.stringify({ error: { message, code } }));
  if (!request.url?.endsWith("/v1/chat/completions")) return refuse(404, "Not Found", "not_found");
  if (request.headers.authorization !== `Bearer ${plantedKey}`) {
    return refuse(401, `Incorrect API key provided: ${request.headers.authorization}`, "invalid");
  }
  const { model } = JSON.parse(body);
  if (model !== "m") {
    return refuse(404, `The model ${model} does not exist (${plantedKey})`, "model_not_found");
  }
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "x-request-id": `for ${plantedKey}`,
  });
  const extra = `${request.headers["x-extra"] ?? ""}${JSON.parse(body).top_k ?? ""}`;
  response.end(event({ content: `hello ${extra} ${request.headers.authorization}` }) + done);
}

async function serve(where: number | string, seen: string[] = []) {
  const server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => body += part);
    request.on("end", () => {
      seen.push(`${request.url} ${request.headers.host}`);
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) =>
    typeof where === "string"
      ? server.listen(where, resolve)
      : server.listen(where, "127.0.0.1", resolve)
  );
  const address = server.address();
  return {
    url: typeof address === "object" ? `http://127.0.0.1:${address!.port}` : "",
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

Deno.test("a wrong URL, a wrong model and a wrong key are told apart, and given up at once", async (t) => {
  const server = await serve(0);
  const cases: [string, string, string[], string, RegExp][] = [
    [
      "key",
      "/v1",
      [],
      "sk-another-key-98765",
      /The key in OPENAI_API_KEY was refused by .* \(401\)/,
    ],
    ["model", "/v1", ["--model=wrong"], plantedKey, /has no model "wrong" \(404\)/],
    ["URL", "/v2", [], plantedKey, /no openai endpoint below this base URL/],
  ];
  try {
    for (const [name, path, more, key, expected] of cases) {
      await t.step(name, () =>
        inFolder(async (folder) => {
          const { code, err } = await run(
            ["bench", ...smallRun(200, 2), ...more, "--results-dir", folder],
            { OPENAI_API_BASE: server.url + path, OPENAI_API_KEY: key },
          );
          assert.equal(code, 1);
          assert.match(err, expected);
          assert.match(err, /--keep-going continues anyway/);
          const db = await openStore(folder);
          const { rows: [{ n }] } = await db.query("SELECT count(*) AS n FROM requests");
          db.close();
          assert.ok((n as number) >= 3 && (n as number) <= 6, `${n} attempts`);
          for (const path of filesOf(folder)) assertNoKey(path, [key, plantedKey]);
          assert.ok(!err.includes(key) && !err.includes(plantedKey));
        }));
    }
    await t.step("--keep-going", () =>
      inFolder(async (folder) => {
        await run(["bench", ...smallRun(20, 2), "--keep-going", "--results-dir", folder], {
          OPENAI_API_BASE: `${server.url}/v2`,
        });
        const db = await openStore(folder);
        const { rows: [{ n }] } = await db.query("SELECT count(*) AS n FROM requests");
        db.close();
        assert.equal(n, 20);
      }));
  } finally {
    await server.close();
  }
});

function assertNoKey(path: string, keys: string[]) {
  const text = new TextDecoder("latin1").decode(Deno.readFileSync(path));
  for (const key of keys) assert.ok(!text.includes(key), `a key is in ${path}`);
}

Deno.test("keys that a server echoes everywhere reach no file, not even with text and recordings kept", () =>
  inFolder(async (folder) => {
    const server = await serve(0);
    try {
      const { code, out, err } = await run([
        "bench",
        ...smallRun(6, 2),
        "--header=x-extra: ${EXTRA_TOKEN}",
        '--additional-sampling-params={"top_k": 7}',
        "--record",
        "--keep-text",
        "--json",
        "--results-dir",
        folder,
      ], {
        OPENAI_API_BASE: `${server.url}/v1`,
        OPENAI_API_KEY: plantedKey,
        EXTRA_TOKEN: "extra-secret-token",
      });
      assert.equal(code, 0, err);
      const db = await openStore(folder);
      const { rows } = await db.query(
        "SELECT content_text, request_id, request_params FROM requests",
      );
      db.close();
      assert.equal(rows.length, 6);
      for (const row of rows) {
        // Masked a character for a character; 7 is the extra field.
        assert.equal(
          row.content_text,
          `hello ${"*".repeat("extra-secret-token".length)}7 Bearer ${
            "*".repeat(plantedKey.length)
          }`,
        );
        assert.equal(row.request_id, "for [redacted]");
        assert.deepEqual(JSON.parse(row.request_params as string), { max_tokens: 20, top_k: 7 });
      }
      const found = [...filesOf(folder)];
      assert.ok(found.some((f) => f.endsWith("recordings.jsonl.gz")));
      for (const path of found) {
        assertNoKey(path, [plantedKey, "extra-secret-token"]);
        if (path.endsWith(".gz")) {
          const plain = (await Deno.open(path)).readable.pipeThrough(
            new DecompressionStream("gzip"),
          );
          const text = await new Response(plain).text();
          for (const { bytes } of JSON.parse(text.split("\n")[0]).recording.exchanges) {
            assert.ok(!atob(bytes).includes(plantedKey));
          }
          assert.ok(!text.includes(plantedKey));
        }
      }
      assert.ok(!(out + err).includes(plantedKey));
    } finally {
      await server.close();
    }
  }));

Deno.test("--unix-socket and http_proxy reach a server whose name nobody resolves", () =>
  inFolder(async (folder) => {
    const seen: string[] = [];
    const onSocket = await serve(`${folder}/s`, seen);
    const asProxy = await serve(0, seen);
    const env = { OPENAI_API_BASE: "http://model.test/v1", OPENAI_API_KEY: plantedKey };
    try {
      const bySocket = await run(
        [
          "bench",
          ...smallRun(2, 1),
          "--unix-socket",
          `${folder}/s`,
          "--results-dir",
          `${folder}/a`,
        ],
        env,
      );
      assert.equal(bySocket.code, 0, bySocket.err);
      const byProxy = await run(["bench", ...smallRun(2, 1), "--results-dir", `${folder}/b`], {
        ...env,
        http_proxy: asProxy.url,
        no_proxy: "",
      });
      assert.equal(byProxy.code, 0, byProxy.err);
      assert.deepEqual(seen, [
        "/v1/chat/completions model.test",
        "/v1/chat/completions model.test",
        "http://model.test/v1/chat/completions model.test",
        "http://model.test/v1/chat/completions model.test",
      ]);
    } finally {
      await onSocket.close();
      await asProxy.close();
    }
  }));

Deno.test("bench refuses a secret on the command line and a header whose variable is missing", async () => {
  const literal = await run(["bench", ...smallRun(1), "--header=x-api-key: abcdef12"], {
    OPENAI_API_BASE: "http://127.0.0.1:9/v1",
  });
  assert.equal(literal.code, 2);
  assert.match(literal.err, /x-api-key: name an environment variable/);
  assert.ok(!literal.err.includes("abcdef12"));
  const missing = await run(["bench", ...smallRun(1), "--header=x-api-key: ${NOT_THERE}"], {
    OPENAI_API_BASE: "http://127.0.0.1:9/v1",
  });
  assert.equal(missing.code, 2);
  assert.match(missing.err, /NOT_THERE is not set: target \S+ needs it for the header/);
});
