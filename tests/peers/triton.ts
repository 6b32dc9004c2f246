/**
 * NVIDIA's Triton Inference Server with a model of a few lines: the real server's own frames, refusals and errors,
 * held against its own count of what it did. It runs without a graphics processor.
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

const environment = await pythonWith("triton", ["nvidia-pytriton==0.7.0"]);
const server = `${await packageFolder(environment, "pytriton")}/tritonserver`;
const python = async (expression: string) => {
  const args = ["-c", `import sys, sysconfig; print(${expression})`];
  const { stdout } = await new Deno.Command(`${environment}/bin/python3`, { args }).output();
  return new TextDecoder().decode(stdout).trim();
};
// The process that runs a model in Python is looked for beside the backend.
const version = await python("'%d.%d' % sys.version_info[:2]");
const stub = "triton_python_backend_stub";
await Deno.copyFile(
  `${server}/python_backend_stubs/${version}/${stub}`,
  `${server}/backends/python/${stub}`,
);

const models = await Deno.makeTempDir({ prefix: "tokenboard-triton-" });
await Deno.mkdir(`${models}/words/1`, { recursive: true });
await Deno.writeTextFile(
  `${models}/words/config.pbtxt`,
  `backend: "python"
max_batch_size: 0
model_transaction_policy { decoupled: true }
input [
  { name: "text_input" data_type: TYPE_STRING dims: [1] },
  { name: "max_tokens" data_type: TYPE_INT32 dims: [1] },
  { name: "fail_at" data_type: TYPE_INT32 dims: [1] optional: true }
]
output [ { name: "text_output" data_type: TYPE_STRING dims: [1] } ]
instance_group [ { kind: KIND_CPU count: 2 } ]
`,
);
await Deno.writeTextFile(
  `${models}/words/1/model.py`,
  `import time
import numpy
import triton_python_backend_utils as backend

def value(request, name):
    tensor = backend.get_input_tensor_by_name(request, name)
    return None if tensor is None else tensor.as_numpy().ravel()[0]

class TritonPythonModel:
    def execute(self, requests):
        for request in requests:
            sender = request.get_response_sender()
            for i in range(int(value(request, "max_tokens"))):
                time.sleep(0.01)
                if i == value(request, "fail_at"):
                    error = backend.TritonError("the engine fell over")
                    sender.send(backend.InferenceResponse(error=error))
                    break
                text = numpy.array(["grün ".encode()], dtype=numpy.object_)
                sender.send(backend.InferenceResponse([backend.Tensor("text_output", text)]))
            sender.send(flags=backend.TRITONSERVER_RESPONSE_COMPLETE_FINAL)
        return None
`,
);

const [port, metrics] = [await freePort(), await freePort()];
const peer = await serve(
  `${server}/bin/tritonserver`,
  [
    `--model-repository=${models}`,
    `--backend-directory=${server}/backends`,
    "--http-address=127.0.0.1",
    `--http-port=${port}`,
    "--allow-grpc=false",
    "--metrics-address=127.0.0.1",
    `--metrics-port=${metrics}`,
  ],
  port,
  "/v2/health/ready",
  {
    PATH: `${environment}/bin:${Deno.env.get("PATH")}`,
    PYTHONPATH: await python("sysconfig.get_path('purelib')"),
    LD_LIBRARY_PATH: await python("sysconfig.get_config_var('LIBDIR')"),
  },
);

/** How many requests the server says it took to a good end, and how many it failed. */
async function counted(): Promise<{ success: number; failure: number }> {
  const text = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
  const sum = (name: string) =>
    [...text.matchAll(new RegExp(`^nv_inference_request_${name}\\{.*\\} (\\d+)`, "gm"))]
      .reduce((total, [, count]) => total + Number(count), 0);
  return { success: sum("success"), failure: sum("failure") };
}

const meet = (params: Record<string, unknown>, model = "words") =>
  bench({
    api: "triton",
    base: peer.url,
    key: "peer-key-0123456789",
    model,
    input: 40,
    output: 20,
    requests: 6,
    params,
  });

try {
  const before = await counted();
  const { rows } = await meet({});
  checkRows("answers, without a reason", rows, {
    status: "ok",
    served_model: "words",
    finish_reason: null,
    output_tokens_reported: null,
    streamed: true,
  });
  const chars = rows.map((row) => row.chunk_chars?.reduce((sum, n) => sum + n, 0));
  check("  every word of every answer came", chars.every((n) => n === 20 * "grün ".length), chars);
  check("  in more than one arrival", rows.every((row) => row.chunks! > 5));
  const after = await counted();
  check(
    "  the server counts as many requests",
    after.success - before.success === rows.length,
    after,
  );

  const broken = await meet({ fail_at: 3 });
  checkRows("an error in the stream", broken.rows, {
    status: "failed",
    error_class: "stream_error",
    error_message: "the engine fell over",
    http_status: 200,
  });
  check("  what came before is kept", broken.rows.every((row) => row.output_tokens! > 0));

  // Its status is 400 whatever the model failed of, and the body is in the form that was asked for.
  checkRows(
    "an error before the first word is a refusal, by an event",
    (await meet({ fail_at: 0 })).rows,
    {
      status: "failed",
      error_class: "bad_request",
      error_message: "the engine fell over",
      http_status: 400,
    },
  );
  checkRows("a request without a field", (await meet({ max_tokens: null })).rows, {
    status: "failed",
    error_class: "bad_request",
    http_status: 400,
  });
  const gone = await meet({}, "nowhere");
  checkRows("a model that is not there", gone.rows, {
    status: "failed",
    error_class: "not_found",
    error_message: "Request for unknown model: 'nowhere' is not found",
  });
} finally {
  await peer.stop("SIGKILL"); // it waits half a minute for its models otherwise
  await Deno.remove(models, { recursive: true });
}
end();
