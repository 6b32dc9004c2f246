/** llama.cpp's own server, streaming from a small trained model (`llama_server.ts`). */
import { bench, check, checkRows, end } from "./peer.ts";
import { key, llamaServer } from "./llama_server.ts";

const slots = 4;
const peer = await llamaServer(slots, 1024);
const base = `${peer.url}/v1`;
const load = { base, key, model: "smol", input: 100, output: 40 };

/** Counters of the server itself. */
async function counters() {
  const answer = await fetch(`${peer.url}/metrics`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const page = await answer.text();
  const of = (name: string) => Number(new RegExp(`^llamacpp:${name} (\\S+)`, "m").exec(page)?.[1]);
  const tasks = peer.log().split("stop processing").length - 1;
  return { prompt: of("prompt_tokens_total"), output: of("tokens_predicted_total"), tasks };
}

try {
  const before = await counters();
  const { rows } = await bench({ ...load, requests: 100, concurrency: slots });
  const after = await counters();
  const sum = (of: (row: (typeof rows)[number]) => number | null) =>
    rows.reduce((total, row) => total + (of(row) ?? NaN), 0);
  const all = (what: string, holds: (row: (typeof rows)[number]) => boolean) =>
    check(what, rows.length > 0 && rows.every(holds));
  const ms = (row: (typeof rows)[number], name: string): number =>
    JSON.parse(row.server_timings!)[name];

  check("a hundred rows", rows.length === 100, rows.length);
  checkRows("all succeed", rows, {
    status: "ok",
    http_status: 200,
    served_model: "smol",
    streamed: true,
    http_version: "1.1",
    content_encoding: null,
  });
  check(
    "the server finished each request once, those that were sent again too",
    after.tasks - before.tasks === rows.length,
    { tasks: after.tasks - before.tasks, reconnected: rows.filter((r) => r.reconnected).length },
  );
  const prompt = sum((r) => r.input_tokens_reported! - r.cached_tokens_reported!);
  check("prompt tokens are the server's", prompt === after.prompt - before.prompt, prompt);
  const output = sum((r) => r.output_tokens_reported);
  check("output tokens are the server's", output === after.output - before.output, output);
  const ids = new Set(rows.map((r) => r.request_id));
  check("every row has an id of its own", ids.size === rows.length && !ids.has(null));
  all(
    "the cap is a finish by length, less is a stop",
    (r) => r.finish_reason === (r.output_tokens_reported === load.output ? "length" : "stop"),
  );
  all(
    "no more arrivals than tokens, one time each",
    (r) =>
      r.chunks! > 0 && r.chunks! <= r.output_tokens_reported! && r.chunk_at_s!.length === r.chunks,
  );
  all(
    "the first token comes after the server had read the prompt",
    (r) => r.ttft_s! * 1000 >= ms(r, "prompt_ms"),
  );
  all(
    "the end comes after the server had read and written",
    (r) => r.e2e_latency_s! * 1000 >= ms(r, "prompt_ms") + ms(r, "predicted_ms"),
  );
  all(
    "a connection that was opened has its moment, one that was kept has none",
    (r) => (r.connect_s === null) === r.connection_reused,
  );

  const two = { ...load, requests: 2, output: 10 };
  checkRows("a wrong key", (await bench({ ...two, key: "wrong-key-0123456789" })).rows, {
    status: "failed",
    http_status: 401,
    error_class: "auth",
    error_code: "authentication_error",
    ttft_s: null,
  });
  checkRows("a wrong path", (await bench({ ...two, base: `${peer.url}/nothing` })).rows, {
    status: "failed",
    http_status: 404,
    error_class: "not_found",
  });
  checkRows("a prompt longer than the window", (await bench({ ...two, input: 1500 })).rows, {
    status: "failed",
    http_status: 400,
    error_class: "bad_request",
    error_code: "exceed_context_size_error",
  });
  checkRows(
    "a model it does not have is served by the one it has", //
    (await bench({ ...two, model: "no-such-model" })).rows,
    { status: "ok", served_model: "smol" },
  );
  checkRows(
    "a plain answer", //
    (await bench({ ...two, params: { stream: false, stream_options: null } })).rows,
    {
      status: "ok",
      streamed: false,
      ttft_s: null,
      output_tokens_reported: 10,
    },
  );

  const started = () => peer.log().split("processing task").length - 1;
  const launched = started();
  const cut = bench({ ...load, requests: 4, output: 800, params: { ignore_eos: true } });
  while (started() === launched) await new Promise((resolve) => setTimeout(resolve, 50));
  await new Promise((resolve) => setTimeout(resolve, 5000));
  await peer.stop("SIGKILL");
  const broken = (await cut).rows.filter((r) => r.http_status === 200);
  check("it was killed in the middle of a stream", broken.length > 0, broken.length);
  checkRows("a server that is killed", broken, {
    status: "failed",
    error_class: "connection_reset",
    e2e_latency_s: null,
    finish_reason: null,
  });
  check("what came before is kept", broken.some((r) => r.ttft_s !== null && r.output_tokens! > 0));
  checkRows("and then nobody is there", (await bench(two)).rows, {
    status: "failed",
    error_class: "refused",
    http_status: null,
    headers_s: null,
  });
} finally {
  await peer.stop("SIGKILL");
}
end();
