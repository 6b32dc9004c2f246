import assert from "node:assert/strict";
import { ollamaAddress } from "../../benchmarks/targets/ollama_host.ts";

// The forms of Ollama's own test of its variable; an empty host, which it dials as this machine, has a name here.
const cases: [string, string][] = [
  ["1.2.3.4", "http://1.2.3.4:11434"],
  [":1234", "http://localhost:1234"],
  ["1.2.3.4:1234", "http://1.2.3.4:1234"],
  ["example.com", "http://example.com:11434"],
  ["example.com:1234", "http://example.com:1234"],
  ["example.com:1234/", "http://example.com:1234"],
  [":66000", "http://localhost:11434"],
  [":-1", "http://localhost:11434"],
  ["0.0.0.0", "http://0.0.0.0:11434"],
  ["0.0.0.0:8080", "http://0.0.0.0:8080"],
  ["[::1]", "http://[::1]:11434"],
  ["[::]", "http://[::]:11434"],
  ["::1", "http://[::1]:11434"],
  ["::", "http://[::]:11434"],
  ["[::1]:1337", "http://[::1]:1337"],
  [" 1.2.3.4 ", "http://1.2.3.4:11434"],
  ['"1.2.3.4"', "http://1.2.3.4:11434"],
  [' " 1.2.3.4 " ', "http://1.2.3.4:11434"],
  ["'1.2.3.4'", "http://1.2.3.4:11434"],
  ["http://1.2.3.4", "http://1.2.3.4:80"],
  ["http://1.2.3.4:4321", "http://1.2.3.4:4321"],
  ["https://1.2.3.4", "https://1.2.3.4:443"],
  ["https://1.2.3.4:4321", "https://1.2.3.4:4321"],
  ["https://example.com/ollama", "https://example.com:443/ollama"],
  ["example.com/ollama/", "http://example.com:11434/ollama"],
  ["ollama.com", "https://ollama.com:443"],
];
for (const [value, expected] of cases) {
  Deno.test(`ollamaAddress() reads ${JSON.stringify(value)}`, () => {
    assert.equal(ollamaAddress(value), expected);
    assert.ok(URL.canParse(expected));
  });
}
