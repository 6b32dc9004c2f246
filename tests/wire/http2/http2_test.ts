/** HTTP/2 over TLS on loopback: the same measure as HTTP/1.1, of streams that know nothing of each other. */
import assert from "node:assert/strict";
import type { ServerHttp2Stream } from "node:http2";
import { contextOf } from "../../../benchmarks/conformance/context.ts";
import { openai } from "../../../benchmarks/providers/openai/openai.ts";
import { toRecord } from "../../../benchmarks/record/to_record.ts";
import { runAttempt } from "../../../benchmarks/wire/attempt.ts";
import { startClock } from "../../../benchmarks/wire/clock.ts";
import { defaultLimits } from "../../../benchmarks/wire/limits.ts";
import { openSlot } from "../../../benchmarks/wire/transport.ts";
import { hear } from "../../support/hear.ts";
import { done, event } from "../../support/server.ts";
import { ask, connection, head, loose, serve } from "./http2_server.ts";

for (const warm of [false, true]) {
  Deno.test({
    name: `HTTP/2: a stream's moments, arrivals and version, ${
      warm ? "warm" : "cold"
    }, then reused`,
    ...loose,
    async fn() {
      // Each piece is sent only once the one before it was seen: they cannot arrive together.
      let seen = () => {};
      const server = await serve(async (stream, path, body, session) => {
        head(stream);
        for (const text of ["a", "b", "c"]) {
          const arrived = new Promise<void>((resolve) => seen = resolve);
          stream.write(`${text} ${path} ${body} ${session};`);
          await arrived;
        }
        stream.end();
      });
      const slot = openSlot(server.url, startClock(), defaultLimits, connection);
      try {
        if (warm) await slot.warm();
        const first = await ask(slot, server.url, "/1", () => seen());
        assert.equal(first.end.how, "complete", first.end.code ?? "");
        assert.deepEqual([first.httpVersion, first.status, first.reused], ["2", 200, warm]);
        assert.equal(
          new TextDecoder().decode(first.bytes),
          "a /1 for /1 0;b /1 for /1 0;c /1 for /1 0;",
        );
        assert.ok(first.headers.some(([n, v]) => n === "x-request-id" && v === "r1"));
        assert.equal(first.arrivals.length, 3, "one arrival a piece");
        const { started, connected, secured, sent, headersAt, arrivals, end } = first;
        const order = [started, sent!, headersAt!, ...arrivals.map((a) => a.at), end.at];
        assert.deepEqual(order, order.toSorted((a, b) => a - b));
        if (warm) assert.deepEqual([connected, secured], [null, null]);
        else assert.ok(started < connected! && connected! < secured! && secured! <= sent!);
        const second = await ask(slot, server.url, "/2", () => seen());
        assert.deepEqual([second.httpVersion, second.reused, second.connected], ["2", true, null]);
        assert.match(new TextDecoder().decode(second.bytes), /^a \/2 for \/2 0;/);
        assert.equal(server.sessions.length, 1);
      } finally {
        slot.close();
        await server.close();
      }
    },
  });
}

Deno.test({
  name: "HTTP/2: a slot has its own session, so that a stream that is held holds up no other",
  ...loose,
  async fn() {
    const held: ServerHttp2Stream[] = [];
    const server = await serve((stream, path, _body, session) => {
      head(stream);
      if (path === "/held") return void held.push(stream);
      // More than HTTP/2's windows: it is read on although another stream stands still.
      stream.end(`${session};` + "x".repeat(1 << 20));
    });
    const slots = Array.from(
      { length: 4 },
      () => openSlot(server.url, startClock(), defaultLimits, connection),
    );
    try {
      await Promise.all(slots.map((slot) => slot.warm()));
      let ended = false;
      const waiting = ask(slots[0], server.url, "/held").finally(() => ended = true);
      const others = await Promise.all(slots.slice(1).map((s, i) => ask(s, server.url, `/${i}`)));
      assert.equal(ended, false);
      for (const exchange of others) {
        assert.equal(exchange.end.how, "complete", exchange.end.code ?? "");
        assert.equal(exchange.httpVersion, "2");
        assert.equal(exchange.bytes.length, 2 + (1 << 20));
      }
      const sessions = others.map((e) => new TextDecoder().decode(e.bytes.subarray(0, 1)));
      assert.equal(new Set(sessions).size, 3);
      held[0].end("late");
      assert.equal(new TextDecoder().decode((await waiting).bytes), "late");
    } finally {
      slots.forEach((slot) => slot.close());
      await server.close();
    }
  },
});

Deno.test({
  name:
    "HTTP/2: a reset stream and a lost session fail, keep what came, and spoil no request after",
  ...loose,
  async fn() {
    const { heard, seen, forget } = hear(openai);
    const server = await serve((stream, path) => {
      head(stream);
      stream.write(event({ content: "some" }), () => {
        const leave: Record<string, () => void> = {
          "/reset": () => stream.destroy(new Error("it fell over")), // RST_STREAM, INTERNAL_ERROR
          "/goaway": () => stream.session?.goaway(2),
          "/closed": () => stream.close(2), // Node ends the stream before it resets it
          "/cancelled": () => stream.close(8),
          "/lost": () => stream.session?.destroy(),
        };
        const how = leave[path.replace(/\/chat.*/, "")];
        if (how) void seen("some").then(how);
        else if (path.startsWith("/held")) stream.write(done); // and never ended
        else stream.end(done);
      });
    });
    const slot = openSlot(server.url, startClock(), defaultLimits, connection);
    const attempt = async (path: string) => {
      forget();
      const { recording, deltas, failure } = await runAttempt(slot, heard, {
        ...{ baseUrl: server.url + path, model: "m", maxOutputTokens: 5, params: {} },
        messages: [{ role: "user", content: "hi" }],
      }, { credentials: null });
      const found = toRecord(recording, deltas, contextOf("http2", [], failure));
      return { ...found, exchange: recording.exchanges[0] };
    };
    try {
      // What Node's and Deno's node:http2 tell as an end, the missing end mark tells: a stream ended before its
      // reset, one reset with CANCEL or NO_ERROR, a socket closed in mid-stream.
      const classes = {
        "/reset": /^connection_reset$/,
        "/goaway": /^connection_reset$/,
        "/closed": /^truncated$/,
        "/cancelled": /^truncated$/,
        "/lost": /^(truncated|connection_reset)$/,
      };
      const held = await attempt("/held");
      assert.deepEqual([held.row.status, held.row.http_version], ["ok", "2"]);
      const { arrivals, end } = held.exchange;
      assert.equal(end.at, arrivals.at(-1)!.at, "it ended at its end mark");
      for (const [path, expected] of Object.entries(classes)) {
        const broken = await attempt(path);
        assert.equal(broken.row.status, "failed", path);
        assert.match(broken.row.error_class!, expected, path);
        assert.equal(broken.text.content, "some", path);
        const whole = await attempt("/whole");
        assert.equal(whole.row.status, "ok", `after ${path}: ${whole.row.error_message}`);
        assert.deepEqual([whole.row.http_version, whole.text.content], ["2", "some"]);
      }
    } finally {
      slot.close();
      await server.close();
    }
  },
});
