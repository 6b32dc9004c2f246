import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startClock } from "../../benchmarks/wire/clock.ts";
import { isLoopback, isPrivate } from "../../benchmarks/wire/hosts.ts";
import { defaultLimits } from "../../benchmarks/wire/limits.ts";
import { openSlot } from "../../benchmarks/wire/transport.ts";

const here = [
  "localhost",
  "LOCALHOST",
  "localhost.",
  "a.localhost",
  "127.0.0.1",
  "127.9.9.9",
  "127.1",
  "0x7f000001",
  "0.0.0.0",
  "0",
  "[::1]",
  "[::]",
  "[::ffff:127.0.0.1]",
];
const near = ["10.1.2.3", "192.168.0.9", "172.20.0.1", "169.254.1.1", "[fd00::1]", "[fe80::1]"];
const far = [
  "api.groq.com",
  "172.40.0.1",
  "11.0.0.1",
  "127.evil.test",
  "127.0.0.1.evil.test",
  "localhost.evil.test",
  "evil-localhost.test",
  "0.0.0.0.evil.test",
  "[2001:db8::1]",
];

Deno.test("isLoopback() and isPrivate() know this machine and its network by every name, and no other", () => {
  for (const host of here) assert.ok(isLoopback(`http://${host}:8000/v1`), host);
  for (const host of [...near, "gpu-box", "a.local"]) {
    assert.deepEqual([isLoopback(`http://${host}/v1`), isPrivate(`http://${host}/v1`)], [
      false,
      true,
    ], host);
  }
  for (const host of far) {
    assert.deepEqual([isLoopback(`http://${host}/v1`), isPrivate(`http://${host}/v1`)], [
      false,
      false,
    ], host);
  }
});

for (const listening of ["127.0.0.1", "::1"]) {
  Deno.test(`openSlot() reaches a server on ${listening} alone by every name of this machine`, async () => {
    const server = createServer((request, response) => response.end(request.headers.host));
    await new Promise<void>((resolve) => server.listen(0, listening, resolve));
    const { port } = server.address() as AddressInfo;
    try {
      for (const host of ["localhost", "a.localhost", "0.0.0.0", "[::]"]) {
        const url = `http://${host}:${port}`;
        const slot = openSlot(url, startClock(), defaultLimits);
        const request = { method: "POST" as const, url, headers: [], body: "" };
        const got = await slot.exchange(request);
        assert.deepEqual([got.end.how, got.status], ["complete", 200], `${host}: ${got.end.code}`);
        assert.equal(new TextDecoder().decode(got.bytes), `${host}:${port}`);
        assert.ok(got.connected !== null && got.connected >= got.started, host);
        // A socket that was opened before, too.
        slot.close();
        const warm = openSlot(url, startClock(), defaultLimits);
        await warm.warm();
        assert.ok((await warm.exchange(request)).reused, host);
        warm.close();
      }
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
}

Deno.test("openSlot() refuses where nobody listens on either family, and says so as ever", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const url = `http://localhost:${port}`;
  const slot = openSlot(url, startClock(), defaultLimits);
  const got = await slot.exchange({ method: "POST", url, headers: [], body: "" });
  slot.close();
  assert.deepEqual([got.end.how, got.end.code], ["refused", "ECONNREFUSED"]);
});
