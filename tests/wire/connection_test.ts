import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect, type Server, type Socket } from "node:net";
import { generate } from "selfsigned";
import { startClock } from "../../benchmarks/wire/clock.ts";
import { type Connection, plainConnection } from "../../benchmarks/wire/connector.ts";
import { classOfEnd } from "../../benchmarks/record/errors.ts";
import { defaultLimits } from "../../benchmarks/wire/limits.ts";
import { openSlot } from "../../benchmarks/wire/transport.ts";

const listen = async (server: Server, where: number | string = 0) => {
  const open = new Set<Socket>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve) =>
    typeof where === "string"
      ? server.listen(where, resolve)
      : server.listen(where, "127.0.0.1", resolve)
  );
  const address = server.address();
  return {
    port: typeof address === "object" ? address!.port : 0,
    close() {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
};
const hello = (request: IncomingMessage, response: ServerResponse) => {
  response.end(`${request.method} ${request.url} ${request.headers.host}`);
};

async function ask(url: string, connection: Partial<Connection>, warm = false) {
  const slot = openSlot(url, startClock(), { ...defaultLimits, connectMs: 2000 }, {
    ...plainConnection,
    ...connection,
  });
  try {
    if (warm) await slot.warm();
    const exchange = await slot.exchange({
      method: "POST",
      url: `${url}/v1/x?a=1`,
      headers: [["content-type", "text/plain"]],
      body: "hi",
    });
    return { ...exchange, text: new TextDecoder().decode(exchange.bytes) };
  } finally {
    slot.close();
  }
}

const certificate = await generate([{ name: "commonName", value: "model.test" }], {
  extensions: [
    { name: "basicConstraints", cA: true },
    { name: "subjectAltName", altNames: [{ type: 2, value: "model.test" }] },
  ],
});

/** A proxy that resolves `*.test` to this machine; it counts what it was asked. */
async function startProxy(port: () => number, refuse: number | null = null) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers["proxy-authorization"] ?? ""}`);
    response.end("by the proxy");
  });
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    asked.push(`CONNECT ${request.url} ${request.headers["proxy-authorization"] ?? ""}`);
    if (refuse) return void socket.end(`HTTP/1.1 ${refuse} No\r\n\r\n`);
    const there = connect(port(), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.pipe(there).pipe(socket);
    });
    there.on("error", () => socket.destroy());
    socket.on("error", () => there.destroy());
  });
  return { asked, ...await listen(server) };
}

for (const warm of [false, true]) {
  const how = warm ? "warm" : "cold";
  Deno.test(`a Unix socket answers for the host, ${how}`, async () => {
    const folder = await Deno.makeTempDir();
    const server = await listen(createServer(hello), `${folder}/s`);
    try {
      const got = await ask("http://model.test", { socketPath: `${folder}/s` }, warm);
      assert.deepEqual([got.status, got.text, got.reused], [
        200,
        "POST /v1/x?a=1 model.test",
        warm,
      ]);
    } finally {
      await server.close();
      await Deno.remove(folder, { recursive: true });
    }
  });

  Deno.test(`a private authority is trusted where it is named, and only there, ${how}`, async () => {
    const server = await listen(
      createSecureServer({ key: certificate.private, cert: certificate.cert }, hello),
    );
    const proxy = await startProxy(() => server.port);
    const through = { host: "127.0.0.1", port: proxy.port, authorization: "Basic dTpw" };
    const url = `https://model.test:${server.port}`;
    try {
      const trusted = await ask(url, { ca: certificate.cert, proxy: through }, warm);
      assert.equal(trusted.end.code, null);
      assert.deepEqual([trusted.status, trusted.text], [
        200,
        `POST /v1/x?a=1 model.test:${server.port}`,
      ]);
      if (!warm) {
        const { started, connected, secured, sent } = trusted;
        assert.ok(started < connected! && connected! < secured! && secured! <= sent!);
      }
      const unknown = await ask(url, { proxy: through }, warm);
      assert.deepEqual([unknown.status, unknown.sent], [null, null]);
      assert.equal(classOfEnd(unknown.end.how, unknown.end.code), "tls", unknown.end.code!);
      const unchecked = await ask(url, { verify: false, proxy: through }, warm);
      assert.equal(unchecked.status, 200);
      assert.deepEqual(
        new Set(proxy.asked),
        new Set([`CONNECT model.test:${server.port} Basic dTpw`]),
      );
    } finally {
      await proxy.close();
      await server.close();
    }
  });

  Deno.test(`plain http goes to the proxy with its whole address, ${how}`, async () => {
    const proxy = await startProxy(() => 0);
    try {
      const got = await ask("http://model.test", {
        proxy: { host: "127.0.0.1", port: proxy.port, authorization: "Basic dTpw" },
      }, warm);
      assert.equal(got.text, "by the proxy");
      assert.deepEqual(proxy.asked, ["POST http://model.test/v1/x?a=1 Basic dTpw"]);
    } finally {
      await proxy.close();
    }
  });
}

Deno.test("a proxy that refuses ends the exchange as refused, with its status", async () => {
  const proxy = await startProxy(() => 0, 407);
  try {
    const got = await ask("https://model.test", {
      proxy: { host: "127.0.0.1", port: proxy.port, authorization: null },
    });
    assert.deepEqual([got.end.how, got.end.code, got.sent], ["refused", "PROXY_407", null]);
  } finally {
    await proxy.close();
  }
});
