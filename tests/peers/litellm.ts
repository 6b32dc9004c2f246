/**
 * LiteLLM's proxy, which many put before their models: its own answers, and what it makes of the faults of
 * LLMock behind it.
 */
import { bench, check, checkRows, end, freePort, pythonWith, serve } from "./peer.ts";

const key = "sk-peer-0123456789";
const words = "The quick brown fox jumps over the lazy dog.";
const llmock = await pythonWith("llmock", ["llmock==0.2.2"]);
const litellm = await pythonWith("litellm", ["litellm[proxy]==1.108.7"]);
const behindPort = await freePort();
const behind = await serve(
  `${llmock}/bin/llmock`,
  ["serve", "--port", `${behindPort}`],
  behindPort,
  "/health",
);
const port = await freePort();
const config = await Deno.makeTempFile({ suffix: ".json" });
const target = {
  model: "openai/gpt-4o-mini",
  api_base: `${behind.url}/v1`,
  api_key: "behind-0123",
};
await Deno.writeTextFile(
  config,
  JSON.stringify({
    model_list: [
      {
        model_name: "mocked",
        litellm_params: { model: "openai/mocked", api_key: "none", mock_response: words },
      },
      { model_name: "behind", litellm_params: target },
    ],
    general_settings: { master_key: key },
    router_settings: { num_retries: 0, disable_cooldowns: true },
  }),
);
const peer = await serve(
  `${litellm}/bin/litellm`,
  ["--config", config, "--host", "127.0.0.1", "--port", `${port}`],
  port,
  "/health/liveliness",
  // Its list of prices is in the package; it would look for a newer one.
  { LITELLM_LOCAL_MODEL_COST_MAP: "True", LITELLM_TELEMETRY: "False" },
);
const load = { base: `${peer.url}/v1`, key, input: 40, output: 40, requests: 4 };

async function fault(behaviour: unknown) {
  const headers = { "content-type": "application/json" };
  await (await fetch(`${behind.url}/_llmock/reset`, { method: "POST" })).body?.cancel();
  const answer = await fetch(`${behind.url}/_llmock/scenario`, {
    method: "POST",
    headers,
    body: JSON.stringify({ behaviors: [behaviour] }),
  });
  const said = await answer.text();
  if (!answer.ok) throw new Error(said);
  return (await bench({ ...load, model: "behind", requests: 2 })).rows;
}

try {
  for (const model of ["mocked", "behind"]) {
    const { rows } = await bench({ ...load, model });
    checkRows(`${model} answers`, rows, {
      status: "ok",
      finish_reason: "stop",
      served_model: model,
      streamed: true,
      http_status: 200,
    });
    check(
      "  each call has the proxy's id and durations",
      rows.every((r) =>
        r.request_id !== null &&
        /^[0-9a-f-]{36}$/.test(r.request_id)
      ) && new Set(rows.map((r) => r.request_id)).size === 4,
    );
    const named = rows.filter((r) => r.server_timings?.includes("x-litellm-"));
    check(
      "  and says how long the proxy took",
      model === "mocked" || named.length === rows.length, //
      named[0]?.server_timings,
    );
    check("  usage is there", rows.every((r) => r.output_tokens_reported! > 0));
  }
  checkRows("a model it does not have", (await bench({ ...load, model: "nope" })).rows, {
    status: "failed",
    error_class: "bad_request",
    error_code: "invalid_request_error",
  });
  const type = "stream_fault";
  const limited = await fault({ type: "fail", status: 429, retry_after: 7, times: null });
  checkRows("a 429 behind it, with its wait", limited, {
    status: "failed",
    error_class: "rate_limited",
    http_status: 429,
    error_code: "throttling_error",
    retry_after_s: 7,
  });
  checkRows("a 503 behind it", await fault({ type: "fail", status: 503, times: null }), {
    status: "failed",
    error_class: "server_error",
    http_status: 503,
  });
  for (const kind of ["disconnect", "malformed"]) {
    const rows = await fault({ type, kind, after_chunks: 3, times: null });
    checkRows(`${kind} behind it is an error inside a 200`, rows, {
      status: "failed",
      error_class: "stream_error",
      http_status: 200,
      finish_reason: null,
    });
  }
  // The proxy makes up a finish reason where the server behind it gave none: nobody after it can know.
  const early = await fault({ type, kind: "truncate", after_chunks: 3, times: null });
  checkRows("a stream that ends early behind it looks whole", early, {
    status: "ok",
    finish_reason: "stop",
  });
} finally {
  await peer.stop();
  await behind.stop();
  await Deno.remove(config);
}
end();
