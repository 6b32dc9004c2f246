import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { Buffer } from "node:buffer";
import { openStore } from "../../benchmarks/store/views.ts";
import { ended, filesOf, inFolder, smallRun, start } from "../support/bench.ts";
import { echoPlaces } from "../support/keys/echo_places.ts";
import { keyEncodings } from "../support/keys/key_encodings.ts";
import { commandLinesUntil } from "../support/processes.ts";
import { rawServer } from "../support/server.ts";

// No part of it is a word, or of a shape that is known without the key.
const key = "Zqv7Wx+Jk3Pf/Yh9Tb+Xw2Mq/Vz5Rn";
const parts = key.split(/[+/]/).map((part) => part.toLowerCase());

/** What is told of a key in `text`: whole parts of it, or the inner third of an encoding. */
function leaks(text: string): string[] {
  const small = text.toLowerCase();
  return [
    ...parts.filter((part) => small.includes(part)),
    ...keyEncodings.filter(([, encode]) => {
      const echo = encode(key).toLowerCase();
      const third = Math.floor(echo.length / 3);
      return small.includes(echo.slice(third, 2 * third));
    }).map(([name]) => name),
  ];
}

/** Where the first part of the key stands. */
const around = (text: string) => {
  const at = Math.max(0, ...parts.map((part) => text.toLowerCase().indexOf(part)));
  return text.slice(Math.max(0, at - 200), at + 200);
};

/** A file as a reader could get at what is in it. */
async function readings(path: string): Promise<string[]> {
  const bytes = await Deno.readFile(path);
  if (!path.endsWith(".gz")) return [new TextDecoder("latin1").decode(bytes)];
  const text = gunzipSync(bytes).toString("utf8");
  const bodies = [...text.matchAll(/"bytes":"([^"]*)"/g)].map(([, body]) =>
    Buffer.from(body, "base64").toString("latin1")
  );
  return [text, ...bodies];
}

Deno.test("a key that a server echoes in 26 encodings in 25 places is in no file, row, message or process list", () =>
  inFolder(async (folder) => {
    const all = echoPlaces.flatMap(([, answer]) =>
      keyEncodings.map(([, encode]) => answer(encode(key)))
    );
    const server = await rawServer((socket, n) => void socket.write(all[n % all.length]));
    const flags = [...smallRun(all.length), "--keep-going", "--record", "--keep-text"];
    const done = ended(start(["bench", ...flags, "--results-dir", folder, "--json"], {
      OPENAI_API_BASE: `${server.url}/v1`,
      OPENAI_API_KEY: key,
      TOKENBOARD_ENV_FILE: "",
    }));
    const lines = [...await commandLinesUntil(done)];
    const { code, out, err } = await done;
    await server.close();
    assert.equal(code, 0, err);
    assert.ok(server.requests.length >= all.length && server.requests[0].includes(key));
    assert.deepEqual(leaks(lines.join("\n")), [], "process list");
    assert.deepEqual([leaks(out), leaks(err)], [[], []], `${out}\n${err}`);
    const files = [...filesOf(folder)];
    assert.ok(files.some((file) => file.endsWith("recordings.jsonl.gz")));
    for (const file of files) {
      for (const text of await readings(file)) {
        assert.deepEqual(leaks(text), [], `${file}\n${around(text)}`);
      }
    }
    const db = await openStore(folder);
    const { rows } = await db.query("SELECT r::VARCHAR AS row FROM requests AS r");
    db.close();
    assert.equal(rows.length, all.length);
    for (const { row } of rows) assert.deepEqual(leaks(String(row)), [], String(row));
    const text = rows.map(({ row }) => row).join("\n");
    assert.ok(/\[redacted\]/.test(text) && /\*{20,}/.test(text), "the echoes were read");
  }));

Deno.test("bench refuses a run whose parameters, metadata or headers hold a secret, and sends nothing", () =>
  inFolder(async (folder) => {
    const server = await rawServer((socket) => void socket.write("HTTP/1.1 200 OK\r\n\r\n"));
    const secret = "Lm4Xc8Vb1Nq6Zw3Kd9";
    const given: [string[], RegExp][] = [
      [
        [`--additional-sampling-params={"user":"${secret}"}`],
        /params\.user: .*variable SOME_TOKEN/,
      ],
      [[`--metadata=a=${secret}`], /metadata\.a: .*variable SOME_TOKEN/],
      [[`--metadata=a=sk-${"a".repeat(20)}`], /metadata\.a: holds what looks like a key/],
      [["--header", `x-customer: ${secret}`], /headers\.x-customer/],
      [["--header", `x-customer: ${"ab12".repeat(5)}`], /headers\.x-customer: name an environment/],
    ];
    for (const [flags, told] of given) {
      const { code, out, err } = await ended(
        start(["bench", ...smallRun(2), ...flags, "--results-dir", folder], {
          OPENAI_API_BASE: `${server.url}/v1`,
          SOME_TOKEN: secret,
          TOKENBOARD_ENV_FILE: "",
        }),
      );
      assert.equal(code, 2, err);
      assert.match(err, told);
      assert.ok(!`${out}${err}`.includes(secret));
    }
    assert.equal(server.connections(), 0);
    assert.deepEqual([...filesOf(folder)], []);
    await server.close();
  }));
