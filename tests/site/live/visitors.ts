/** No page of others makes the live site do anything; its own pages and their reader do. */
import assert from "node:assert/strict";

/** Status of an answer to exactly these lines. */
async function status(port: number, lines: string[]): Promise<number> {
  const socket = await Deno.connect({ hostname: "127.0.0.1", port });
  try {
    await socket.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
    const bytes = new Uint8Array(100);
    const read = await socket.read(bytes);
    return Number(/^HTTP\/1\.1 (\d+)/.exec(new TextDecoder().decode(bytes.subarray(0, read!)))![1]);
  } finally {
    socket.close();
  }
}

/** It refuses names and pages that are not its own, and its socket does too. */
export async function refusesOthers(port: number): Promise<void> {
  const own = `Host: 127.0.0.1:${port}`;
  const upgrade = [
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
  ];
  const page = "GET /providers.html HTTP/1.1";
  const file = "GET /_file/loaders/runs.json HTTP/1.1";
  const socket = "GET /_observablehq HTTP/1.1";
  const origin = `Origin: http://127.0.0.1:${port}`;
  const link = ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"];
  const cases: [number, string[]][] = [
    [200, [page, own]],
    [200, [page, `Host: localhost:${port}`]],
    [200, [page, `Host: [::1]:${port}`]],
    [200, [page, own, origin]],
    [200, [page, own, ...link, "Sec-Fetch-Dest: document"]],
    [200, [page, own, "Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate"]],
    [403, [page, `Host: evil.test:${port}`]],
    [403, [page, `Host: localhost.evil.test:${port}`]],
    [403, [page, `Host: 127.evil.test:${port}`]],
    [403, [page, "Host: 127.0.0.1"]],
    [403, [page, "Host: 127.0.0.1:1"]],
    [403, [page, own, "Origin: http://evil.test"]],
    [403, [page, own, "Origin: null"]],
    [403, [page, own, `Origin: https://127.0.0.1:${port}`]],
    [403, [page, own, `Origin: http://127.0.0.1:${port + 1}`]],
    [403, [page, own, ...link, "Sec-Fetch-Dest: iframe"]],
    [403, [file, own, ...link, "Sec-Fetch-Dest: document"]],
    [403, [file, own, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"]],
    [403, [file, own, "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors"]],
    [403, ["POST /providers HTTP/1.1", own, "Content-Length: 0"]],
    [403, ["GET /%ff HTTP/1.1", own]],
    [403, [socket, own, ...upgrade, "Origin: http://evil.test"]],
    [403, [socket, `Host: evil.test:${port}`, ...upgrade]],
    [101, [socket, own, ...upgrade, origin]],
  ];
  for (const [expected, lines] of cases) {
    assert.equal(await status(port, lines), expected, lines.join(" | "));
  }
}
