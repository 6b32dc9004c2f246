/** Answers that say no, in every shape of a body. */
import type { Expectations } from "../expectation.ts";

const refusals: Record<string, { class: string; type: string; status: number; after?: number }> = {
  "429": { status: 429, class: "rate_limited", type: "rate_limit_exceeded", after: 2 },
  "429-ms": { status: 429, class: "rate_limited", type: "rate_limit_exceeded", after: 1.5 },
  "429-date": { status: 429, class: "rate_limited", type: "rate_limit_exceeded", after: 3 },
  "400": { status: 400, class: "bad_request", type: "invalid_request_error" },
  "401": { status: 401, class: "auth", type: "invalid_api_key" },
  "402": { status: 402, class: "payment", type: "insufficient_credits" },
  "404": { status: 404, class: "not_found", type: "model_not_found" },
  "500": { status: 500, class: "server_error", type: "server_error" },
  "503": { status: 503, class: "server_error", type: "overloaded" },
};
/** Shapes whose body names a code; else the status stands for it. */
const coded: Record<string, boolean> = {
  nested: true,
  flat: true,
  string: false,
  html: false,
  text: false,
  empty: false,
};
const echoes = ["callers-key", "callers-bearer", "strangers-keys"];

const refused = ([name, found]: [string, (typeof refusals)[string]]) => {
  const row = {
    status: "failed",
    error_class: found.class,
    http_status: found.status,
    retry_after_s: found.after ?? null,
    ttft_s: null,
    streamed: null,
  };
  const said = `The simulator answers ${found.status} as asked`;
  return [
    [name, { row: { ...row, error_code: found.type }, says: said }],
    ...Object.entries(coded).map(([shape, has]) => [`${name}-${shape}`, {
      row: { ...row, error_code: has ? found.type : String(found.status) },
      says: shape === "empty" ? `HTTP ${found.status} without a body` : said,
    }]),
  ];
};
const auth = { status: "failed", error_class: "auth", http_status: 401 };

export const refusalExpectations: Expectations = Object.fromEntries([
  ...Object.entries(refusals).flatMap(refused),
  ...echoes.flatMap((echo) =>
    ["nested", "flat", "string", "html", "text"].map((shape) => [
      `401-${echo}-${shape}`,
      { row: auth, says: "[redacted]" },
    ])
  ),
  ...echoes.map((echo) => [
    `error-in-200-${echo}`,
    {
      row: { status: "failed", error_class: "stream_error", http_status: 200 },
      says: "[redacted]",
    },
  ]),
  ["401-callers-key-code", { row: { ...auth, error_code: "[redacted]" }, says: "No" }],
]);
