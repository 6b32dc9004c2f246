import assert from "node:assert/strict";
import { addressOf } from "../../../benchmarks/providers/read/address.ts";

Deno.test("addressOf() says what URL says, the first time and after many others, and throws where it throws", () => {
  const texts = [
    "http://127.0.0.1:8080/v1/chat/completions?a=b#c",
    "https://[::1]/x/../y",
    "https://user:word@Example.COM:443/%7e",
    ...Array.from({ length: 250 }, (_, i) => `https://host${i}.example/poll/${i}?n=${i}`),
  ];
  for (const text of [...texts, ...texts]) {
    const { origin, protocol, host, hostname, pathname, search } = new URL(text);
    assert.deepEqual(addressOf(text), { origin, protocol, host, hostname, pathname, search });
  }
  for (const bad of ["", "v1/chat", "http://"]) assert.throws(() => addressOf(bad), TypeError);
});
