import assert from "node:assert/strict";
import { WrongStore } from "../../benchmarks/places/faults.ts";
import { openPlace } from "../../benchmarks/places/open.ts";
import { inFolder } from "../support/bench.ts";
import { keyId, type S3Server, s3Server, secretKey } from "../support/s3_server.ts";
import { rawServer } from "../support/server.ts";
import { answering, environment, listOf, refusal } from "./answering.ts";
import { keepsItsPromises } from "./place_contract.ts";

/** The client keeps its connections. */
const test = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name, fn, sanitizeResources: false, sanitizeOps: false });

async function withServer(work: (server: S3Server) => Promise<void>): Promise<void> {
  const server = await s3Server();
  try {
    await work(server);
  } finally {
    await server.close();
  }
}

test("a bucket is a place that keeps its promises, and a prefix of it is another one", () =>
  withServer((server) =>
    inFolder(async (folder) => {
      const beside = await openPlace("s3://store/team", server.environment);
      await beside.write("runs/x/run.json", new Uint8Array(1));
      await keepsItsPromises(await openPlace("s3://store/team/a", server.environment), folder);
      assert.deepEqual(
        (await beside.list("")).map(({ path }) => path).filter((path) => !path.startsWith("a/")),
        ["runs/x/run.json"],
      );
    })
  ));

test("a file of several parts is whole", () =>
  withServer((server) =>
    inFolder(async (folder) => {
      const place = await openPlace("s3://store", server.environment);
      const bytes = new Uint8Array(2 * 16 * 2 ** 20 + 5).map((_, i) => (i * 31 + (i >> 12)) & 255);
      await Deno.writeFile(`${folder}/large`, bytes);
      await place.write("large", `${folder}/large`);
      await place.fetch("large", `${folder}/back`);
      assert.ok(Buffer.from(await Deno.readFile(`${folder}/back`)).equals(Buffer.from(bytes)));
    })
  ));

test("what is wrong with a bucket or a key is one sentence that holds no key", () =>
  withServer(async (server) => {
    const sentence = async (name: string, env: Record<string, string> = {}) => {
      const all = { ...server.env, ...env };
      const failed = await openPlace(name, (variable: string) => all[variable])
        .then((place) => place.list(""))
        .then(() => "nothing failed", (error: Error) => {
          // Asked again, a wrong setting is as wrong; who was not reached may be.
          assert.equal(error instanceof WrongStore, !/cannot be reached/.test(error.message));
          return error.message;
        });
      assert.ok(!failed.includes(secretKey) && !failed.includes(keyId), failed);
      return failed;
    };
    const host = new URL(server.url).host;
    assert.equal(
      await sentence("s3://absent/x"),
      `Store s3://absent/x: there is no bucket absent at ${host}.`,
    );
    assert.equal(
      await sentence("s3://store", { AWS_ACCESS_KEY_ID: `${keyId}X` }),
      `Store s3://store: ${host} does not know the key of AWS_ACCESS_KEY_ID.`,
    );
    assert.equal(
      await sentence("s3://store", { AWS_SECRET_ACCESS_KEY: "" }),
      "A store in a bucket needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.",
    );
    assert.match(await sentence("s3://"), /is written s3:\/\/bucket\/prefix/);
    assert.match(await sentence(`s3://${keyId}:${secretKey}@store/x`), /without keys in it/);
    assert.match(await sentence("s3://store/a/../b"), /The prefix .* is none/);
    assert.match(
      await sentence("s3://store", { AWS_ENDPOINT_URL_S3: `http://u:${secretKey}@127.0.0.1` }),
      /^AWS_ENDPOINT_URL_S3 is no address such as/,
    );
    const gone = await answering([]);
    await gone.close();
    assert.equal(
      await sentence("s3://store", { AWS_ENDPOINT_URL: gone.url }),
      `Store s3://store: ${new URL(gone.url).host} cannot be reached.`,
    );
  }));

test("a list of several pages is one", async () => {
  const more = "<IsTruncated>true</IsTruncated><NextContinuationToken>n+1</NextContinuationToken>";
  const first = listOf("b", "c");
  const page = { ...first, body: first.body.replace("<Contents>", `${more}<Contents>`) };
  const server = await answering([page, listOf("a")]);
  const place = await openPlace("s3://store", environment(server.url));
  assert.deepEqual((await place.list("")).map(({ path }) => path), ["a", "b", "c"]);
  assert.deepEqual(
    server.requests.map((request) => /continuation-token=([^& ]*)/.exec(request)?.[1]),
    [undefined, "n%2B1"],
  );
  await server.close();
  const again = await answering([page]);
  const circling = await openPlace("s3://store", environment(again.url));
  await assert.rejects(circling.list(""), /the same page of its list again and again/);
  await again.close();
});

test("what may pass is asked again", async () => {
  const busy = { status: "503 Slow Down", body: refusal("SlowDown") };
  const passing = await answering([busy, busy, listOf("a")]);
  const place = await openPlace("s3://store", environment(passing.url));
  assert.equal((await place.list("")).length, 1);
  assert.equal(passing.requests.length, 3);
  assert.ok(passing.requests.every((request) => !request.includes(secretKey)));
  await passing.close();
});

test("a server that heeds the condition says who was the first, without a look again", async () => {
  const none = { status: "404 Not Found" };
  const done = { status: "200 OK", head: 'etag: "e"\r\n' };
  const refused = { status: "412 Precondition Failed", body: refusal("PreconditionFailed") };
  const server = await answering([none, done, refused, none, refused, none, done, none]);
  const place = await openPlace("s3://store", environment(server.url));
  const once = () => place.writeOnce("start.json", new Uint8Array(1));
  assert.deepEqual([await once(), await once(), await once()], [true, false, true]);
  const puts = server.requests.filter((request) => request.startsWith("PUT"));
  assert.equal(puts.length, 4);
  assert.ok(puts.every((request) => /^if-none-match: \*\r$/im.test(request)));
  await server.close();
});

test("a body that breaks off is brought again, and never stands in a file by half", () =>
  inFolder(async (folder) => {
    const server = await rawServer((socket, n) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\nconnection: close\r\n\r\n01234");
      if (n === 0) setTimeout(() => socket.destroy(), 20);
      else socket.end("56789");
    });
    const place = await openPlace("s3://store", environment(server.url));
    await place.fetch("a", `${folder}/a`);
    assert.equal(await Deno.readTextFile(`${folder}/a`), "0123456789");
    assert.equal(server.requests.length, 2);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["a"]);
    await server.close();
  }));
