import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { loadZipped } from "../../src/built_ins/zipped.ts";

Deno.test("loadZipped() gives the program whole, however a host sends it", async () => {
  // A program for WebAssembly that does nothing, and bytes that compress to less.
  const program = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...new Array(5000).fill(7)]);
  const zipped = Uint8Array.from(gzipSync(program));
  const answers: Record<string, () => Response> = {
    "/plain.wasm.gz": () =>
      new Response(zipped, { headers: { "content-length": `${zipped.length}` } }),
    // As Apache does with its usual types: the browser unpacks it on the way.
    "/encoded.wasm.gz": () => new Response(zipped, { headers: { "content-encoding": "gzip" } }),
  };
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    (request) => answers[new URL(request.url).pathname]?.() ?? new Response("no", { status: 404 }),
  );
  const at = `http://127.0.0.1:${server.addr.port}`;
  try {
    for (const name of ["plain", "encoded"]) {
      const steps: [number, number][] = [];
      const got = await loadZipped(`${at}/${name}.wasm`, (...step) => steps.push(step));
      assert.equal(got.type, "application/wasm", name);
      assert.deepEqual(await got.bytes(), program, name);
      assert.ok(steps.at(-1)![0] > 0, name);
      if (name === "plain") assert.deepEqual(steps.at(-1), [zipped.length, zipped.length]);
    }
    await assert.rejects(loadZipped(`${at}/none.wasm`), /none\.wasm\.gz: 404/);
  } finally {
    await server.shutdown();
  }
});
