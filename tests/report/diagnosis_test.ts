import assert from "node:assert/strict";
import { diagnosis } from "../../benchmarks/report/diagnosis.ts";
import { checkDiagnoses, row } from "./diagnoses.ts";

// What the servers of several vendors answer to each mistake.
checkDiagnoses([
  [
    "a wrong key",
    { error_class: "auth", http_status: 401, error_message: "Invalid API key" },
    /^The key in MY_KEY was refused by api.test \(401\): Invalid API key$/,
  ],
  [
    "a model, with a code",
    {
      error_class: "not_found",
      http_status: 404,
      error_code: "model_not_found",
      error_message: "no",
    },
    /^api.test has no model "tiny-7b" \(404\)/,
  ],
  [
    "a model, in words",
    {
      error_class: "not_found",
      http_status: 404,
      error_message: "The model `tiny-7b` does not exist.",
    },
    /has no model "tiny-7b"/,
  ],
  [
    "a model, refused with 400",
    {
      error_class: "bad_request",
      http_status: 400,
      error_message: "tiny-7b is not a valid model ID",
    },
    /has no model "tiny-7b"/,
  ],
  [
    "a path",
    { error_class: "not_found", http_status: 404, error_message: "Not Found" },
    /no openai endpoint below this base URL at api.test \(404\): the base URL is wrong/,
  ],
  [
    "a parameter",
    { error_class: "bad_request", http_status: 400, error_message: "temperature is too high" },
    /refuses the request as it stands \(400\): temperature is too high/,
  ],
]);

Deno.test("diagnosis() says that a key is wanted where none was given", () => {
  const found = row({ error_class: "auth", http_status: 401 });
  assert.match(diagnosis(found, null), /^api.test wants a key, and none was given \(401\)/);
});
