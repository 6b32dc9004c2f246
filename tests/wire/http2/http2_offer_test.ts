/** HTTP/2: limits, and which version is agreed on. */
import assert from "node:assert/strict";
import { createSecureServer } from "node:http2";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { startClock } from "../../../benchmarks/wire/clock.ts";
import { defaultLimits } from "../../../benchmarks/wire/limits.ts";
import { openSlot } from "../../../benchmarks/wire/transport.ts";
import { ask, connection, head, loose, pems, serve } from "./http2_server.ts";

Deno.test({
  name: "HTTP/2: a limit ends a stream that stands still",
  ...loose,
  async fn() {
    const server = await serve((stream) => {
      head(stream);
      stream.write("some");
    });
    const limits = { ...defaultLimits, requestMs: 1_500 };
    const slot = openSlot(server.url, startClock(), limits, connection);
    try {
      const { end, bytes } = await ask(slot, server.url, "/still");
      assert.deepEqual([end.how, end.code], ["timeout", "request"]);
      assert.equal(new TextDecoder().decode(bytes), "some");
    } finally {
      slot.close();
      await server.close();
    }
  },
});

Deno.test({
  name:
    "HTTP/2 is what was offered: a server that knows only 1.1 is recorded as that; 1.1 offers no more",
  ...loose,
  async fn() {
    const old = createHttps(
      { key: pems.private, cert: pems.cert },
      (request, response) => void response.end(request.httpVersion),
    );
    await new Promise<void>((resolve) => old.listen(0, "127.0.0.1", resolve));
    const oldUrl = `https://127.0.0.1:${(old.address() as AddressInfo).port}`;
    const both = createSecureServer(
      { key: pems.private, cert: pems.cert, allowHTTP1: true },
      (request, response) => void response.end(request.httpVersion),
    );
    await new Promise<void>((resolve) => both.listen(0, "127.0.0.1", resolve));
    const bothUrl = `https://127.0.0.1:${(both.address() as AddressInfo).port}`;
    const cases: [string, "1.1" | "2", string, string][] = [
      [oldUrl, "2", "1.1", "1.1"],
      [bothUrl, "2", "2", "2.0"],
      [bothUrl, "1.1", "1.1", "1.1"],
    ];
    try {
      for (const [url, http, recorded, seen] of cases) {
        const slot = openSlot(url, startClock(), defaultLimits, { ...connection, http });
        const exchange = await ask(slot, url, "/");
        assert.equal(exchange.end.how, "complete", `${url} ${http} ${exchange.end.code}`);
        assert.deepEqual([exchange.httpVersion, new TextDecoder().decode(exchange.bytes)], [
          recorded,
          seen,
        ]);
        slot.close();
      }
    } finally {
      old.closeAllConnections();
      old.close();
      both.close();
    }
  },
});
