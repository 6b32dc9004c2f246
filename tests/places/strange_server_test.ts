import assert from "node:assert/strict";
import { Mirror } from "../../benchmarks/places/mirror/mirror.ts";
import { s3Place } from "../../benchmarks/places/s3.ts";
import { usualLimits } from "../../benchmarks/places/s3_fetch.ts";
import { inFolder } from "../support/bench.ts";
import { keyId, secretKey } from "../support/s3_server.ts";
import { rawServer, type TestServer } from "../support/server.ts";
import { answering, environment, listOf } from "./answering.ts";

const token = "TOKENOFASESSION0000";
const test = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name, fn, sanitizeResources: false, sanitizeOps: false });
const hostOf = ({ url }: TestServer) => new URL(url).host;

/** The place of a server that is waited for as long as a test can wait, and the names that it left out. */
function placeOf({ url }: TestServer, limits: Partial<typeof usualLimits> = {}) {
  const odd = new Map<string, string>();
  const short = { answerMs: 100, idleMs: 100, pageMs: 300 };
  const keys = environment(url);
  const place = s3Place(
    "s3://store/team",
    (name) => name === "AWS_SESSION_TOKEN" ? token : keys(name),
    {
      limits: { ...usualLimits, ...short, ...limits },
      leftOut: (names) => names.forEach((why, name) => odd.set(name, why)),
    },
  );
  return { place, odd };
}

test("a server that sends on to another is not followed: no token, no row goes there", () =>
  inFolder(async (folder) => {
    const other = await answering([listOf("team/a")]);
    for (
      const status of ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
    ) {
      const server = await answering([{ status, head: `location: ${other.url}/store/team/a\r\n` }]);
      const { place } = placeOf(server, { answerMs: 20_000 });
      const bytes = new TextEncoder().encode("rows of somebody");
      for (
        const ask of [
          () => place.list(""),
          () => place.read("a"),
          () => place.write("a", bytes),
          () => place.writeOnce("a", bytes),
          () => place.fetch("a", `${folder}/a`),
          () => place.remove("a"),
        ]
      ) {
        await assert.rejects(async () => await ask(), {
          message:
            `Store s3://store/team: ${
              hostOf(server)
            } sends on to ${other.url}, where nothing is sent; ` +
            "if that is the store's server, give it as AWS_ENDPOINT_URL.",
        });
      }
      await server.close();
    }
    assert.deepEqual(other.requests, []);
    await other.close();
  }));

test("a server that takes a question and does not answer is given up, whatever was asked", () =>
  inFolder(async (folder) => {
    const server = await rawServer(() => {});
    const { place } = placeOf(server);
    const bytes = new Uint8Array(10);
    const message = `Store s3://store/team: ${hostOf(server)} cannot be reached.`;
    await Promise.all([
      place.time(),
      place.list(""),
      place.read("a"),
      place.write("a", bytes),
      place.writeOnce("a", bytes),
      place.fetch("a", `${folder}/a`),
      place.remove("a"),
    ].map((asked) => assert.rejects(asked as Promise<unknown>, { message })));
    await server.close();
  }));

test("a list that stops coming, or comes letter by letter, is given up", async () => {
  for (const everyMs of [0, 20]) {
    const server = await rawServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n<ListBucketResult>");
      const timer = everyMs ? setInterval(() => socket.write(" "), everyMs) : undefined;
      socket.on("close", () => clearInterval(timer));
    });
    await assert.rejects(placeOf(server).place.list(""), {
      message: `Store s3://store/team: ${hostOf(server)} stops amid an answer.`,
    });
    await server.close();
  }
});

test("a list without an end is given up, whether its pages hold names or none", async () => {
  for (const names of [["team/a", "team/b"], []]) {
    let n = 0;
    const server = await rawServer((socket) => {
      const { body } = listOf(...names.map((name) => name + n));
      const more =
        `<IsTruncated>true</IsTruncated><NextContinuationToken>${++n}</NextContinuationToken>`;
      const page = body.replace("</EncodingType>", `</EncodingType>${more}`);
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${page.length}\r\n\r\n${page}`);
    });
    const { place } = placeOf(server, { mostFiles: 7, mostPages: 12, answerMs: 20_000 });
    await assert.rejects(place.list(""), {
      message:
        "s3://store/team lists more than 7 files, or comes in more than 12 pages: as many are no store.",
    });
    assert.equal(n, names.length ? 4 : 12);
    await server.close();
  }
});

test("an answer that is no list is no empty store, and takes nothing of its copy away", () =>
  inFolder(async (folder) => {
    const body = { status: "200 OK", head: 'etag: "e"\r\n', body: "x" };
    const cut = listOf("team/a").body.slice(0, -5);
    const page = (text: string) => ({ status: "200 OK", body: text });
    const server = await answering([
      listOf("team/rates.csv"),
      body,
      page("<!doctype html><html><body>Log in</body></html>"),
      page('<?xml version="1.0"?><ListAllMyBucketsResult></ListAllMyBucketsResult>'),
      page(cut),
      page(""),
    ]);
    const { place } = placeOf(server, { answerMs: 20_000 });
    const mirror = new Mirror({ place, mirrors: folder });
    await mirror.bring(() => true);
    for (let n = 0; n < 4; n++) {
      await assert.rejects(mirror.bring(() => true), /answers with something else than the list/);
    }
    assert.equal(await Deno.readTextFile(`${mirror.folder}/rates.csv`), "x");
    await server.close();
  }));

test("a file that a server does not say it took is not taken for put", async () => {
  const server = await answering([{ status: "200 OK", body: "<html>Log in</html>" }]);
  const { place } = placeOf(server, { answerMs: 20_000 });
  await assert.rejects(place.write("a", new Uint8Array(1)), /does not say what it was sent/);
  await server.close();
});

test("names that can be no files are left out, and said; the others are read", async () => {
  const strange = [
    "../../x",
    "/etc/passwd",
    "a/../../x",
    "a\\..\\x",
    "a\nb",
    "C:/x",
    "x".repeat(239),
    "deep/".repeat(200) + "x",
  ];
  const good = ["runs/a/b", "runs/a=b/run.json", "ü"];
  const below = (names: string[]) => names.map((name) => `team/${name}`);
  const server = await answering([
    listOf(...below([...strange, "runs/a", "drawn/", ...good]), "other/board.jsonc", "team"),
  ]);
  const { place, odd } = placeOf(server, { answerMs: 20_000 });
  assert.deepEqual((await place.list("")).map(({ path }) => path), good);
  assert.deepEqual(
    [...odd.keys()].sort(),
    [...strange, "runs/a", "other/board.jsonc", "team"].sort(),
  );
  assert.ok([keyId, secretKey, token].every((key) => ![...odd.values()].join().includes(key)));
  await server.close();
});
