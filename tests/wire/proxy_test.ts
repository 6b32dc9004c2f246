import assert from "node:assert/strict";
import { proxyOf } from "../../benchmarks/wire/proxy.ts";

const at = (host: string, port: number, authorization: string | null = null) => ({
  host,
  port,
  authorization,
});
// What curl does with the same variables; "-" is no proxy.
const cases: [string, Record<string, string>, ReturnType<typeof at> | null][] = [
  ["http://a.test/v1", {}, null],
  ["http://a.test/v1", { http_proxy: "http://p.test:3128" }, at("p.test", 3128)],
  ["https://a.test/v1", { http_proxy: "http://p.test:3128" }, null],
  ["https://a.test/v1", { https_proxy: "http://p.test:3128" }, at("p.test", 3128)],
  ["https://a.test/v1", { HTTPS_PROXY: "http://p.test" }, at("p.test", 80)],
  ["http://a.test/v1", { http_proxy: "p.test:8080" }, at("p.test", 8080)],
  ["http://a.test/v1", { all_proxy: "http://p.test:1" }, at("p.test", 1)],
  [
    "http://a.test/v1",
    { http_proxy: "http://u:s%40t@p.test:1" },
    at("p.test", 1, "Basic dTpzQHQ="),
  ],
  ["http://a.test/v1", { http_proxy: "http://p.test:1", no_proxy: "a.test" }, null],
  ["http://b.a.test/v1", { http_proxy: "http://p.test:1", no_proxy: "x, .a.test" }, null],
  ["http://ba.test/v1", { http_proxy: "http://p.test:1", no_proxy: "a.test" }, at("p.test", 1)],
  ["http://a.test/v1", { http_proxy: "http://p.test:1", NO_PROXY: "*" }, null],
  [
    "http://a.test:81/v1",
    { http_proxy: "http://p.test:1", no_proxy: "a.test:80" },
    at("p.test", 1),
  ],
  ["http://a.test:80/v1", { http_proxy: "http://p.test:1", no_proxy: "a.test:80" }, null],
  ["http://[::1]:80/v1", { http_proxy: "http://p.test:1", no_proxy: "::1" }, null],
  ["http://[::1]:80/v1", { http_proxy: "http://p.test:1", no_proxy: "[::1]:80" }, null],
  ["http://a.test/v1", { http_proxy: "http://[::2]:9" }, at("::2", 9)],
  // Networks and addresses.
  ["http://10.1.2.3/v1", { http_proxy: "http://p.test:1", no_proxy: "10.0.0.0/8" }, null],
  [
    "http://11.1.2.3/v1",
    { http_proxy: "http://p.test:1", no_proxy: "10.0.0.0/8" },
    at("p.test", 1),
  ],
  ["http://192.168.5.9/v1", { http_proxy: "http://p.test:1", no_proxy: "x,192.168.5.0/28" }, null],
  [
    "http://192.168.5.19/v1",
    { http_proxy: "http://p.test:1", no_proxy: "192.168.5.0/28" },
    at("p.test", 1),
  ],
  ["http://[fd00::7]/v1", { http_proxy: "http://p.test:1", no_proxy: "fd00::/8" }, null],
  ["http://[fe00::7]/v1", { http_proxy: "http://p.test:1", no_proxy: "fd00::/8" }, at("p.test", 1)],
  [
    "http://10.1.2.3/v1",
    { http_proxy: "http://p.test:1", no_proxy: "10.0.0.0/99" },
    at("p.test", 1),
  ],
  [
    "http://10.a.test/v1",
    { http_proxy: "http://p.test:1", no_proxy: "10.0.0.0/8" },
    at("p.test", 1),
  ],
  ["http://1.2.3.4/v1", { http_proxy: "http://p.test:1", no_proxy: "3.4" }, at("p.test", 1)],
  ["http://1.2.3.4:8000/v1", { http_proxy: "http://p.test:1", no_proxy: "1.2.3.4:8000" }, null],
  ["http://[::1]/v1", { http_proxy: "http://p.test:1", no_proxy: "0:0:0:0:0:0:0:1" }, null],
  // Suffixes in their ways of writing.
  ["http://b.a.test/v1", { http_proxy: "http://p.test:1", no_proxy: "*.a.test" }, null],
  ["http://b.a.test./v1", { http_proxy: "http://p.test:1", no_proxy: "a.test." }, null],
  ["http://b.a.test/v1", { http_proxy: "http://p.test:1", no_proxy: "A.TEST" }, null],
];

Deno.test("proxyOf() reads the variables as other tools do", () => {
  for (const [url, variables, expected] of cases) {
    const told = `${url} ${JSON.stringify(variables)}`;
    assert.deepEqual(proxyOf(url, (name) => variables[name]), expected, told);
  }
});

Deno.test("proxyOf() refuses what is no http proxy, without telling its password", () => {
  const environment = (name: string) => name === "http_proxy" ? "socks5://u:secret@p:1" : undefined;
  assert.throws(() => proxyOf("http://a.test", environment), (error: Error) => {
    assert.match(error.message, /http:\/\/ address/);
    return !error.message.includes("secret");
  });
});
