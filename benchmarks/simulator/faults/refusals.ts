/** Answers that say no: every status in every shape of a body, some of which give keys away. */
import { event, role, scriptsOf, sse, stream } from "./chat.ts";
import { callersKey, type Head, type Script, type Step } from "./script.ts";

const refusals: { status: number; type: string; as?: string; headers?: [string, string][] }[] = [
  { status: 429, type: "rate_limit_exceeded", headers: [["retry-after", "2"]] },
  { status: 429, type: "rate_limit_exceeded", as: "429-ms", headers: [["retry-after-ms", "1500"]] },
  {
    status: 429,
    type: "rate_limit_exceeded",
    as: "429-date",
    headers: [
      ["date", "Tue, 05 Dec 2023 10:00:00 GMT"],
      ["retry-after", "Tue, 05 Dec 2023 10:00:03 GMT"],
    ],
  },
  { status: 400, type: "invalid_request_error" },
  { status: 401, type: "invalid_api_key" },
  { status: 402, type: "insufficient_credits" },
  { status: 404, type: "model_not_found" },
  { status: 500, type: "server_error" },
  { status: 503, type: "overloaded" },
];

/** A body in one of its shapes, with its content type. */
const shapes: Record<string, (message: string, type: string) => [type: string, body: string]> = {
  nested: (message, type) => [
    "application/json",
    JSON.stringify({ error: { message, type, param: null, code: type } }),
  ],
  flat: (message, code) => ["application/json", JSON.stringify({ object: "error", message, code })],
  string: (message) => ["application/json", JSON.stringify({ error: message })],
  html: (message) => [
    "text/html",
    `<!doctype html><html><head><title>Error</title><style>h1 { color: red }</style></head>` +
    `<body><h1>${message}</h1><p>nginx</p></body></html>\n`,
  ],
  text: (message) => ["text/plain", message],
  empty: () => ["application/json", ""],
};

/**
 * Keys of nobody, one of each form that must not reach a record. Put together, so that no scanner
 * takes one for real.
 */
export const strangersKeys: Record<string, string> = {
  sk: "sk-" + "proj-4f9A_b2C-8d1E0f3G7h5J",
  "sk-short": "sk-" + "abcdefgh",
  bearer: "Bearer " + "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl",
  aws: "AKIA" + "Q3EGRZ7WX5PLN2TB",
  google: "AIza" + "SyD3x_9f-K7mQ2wR8tY4uB6nV1cZ0aE5hJk",
};
const told = Object.entries(strangersKeys).map(([name, key]) => `${name} ${key}`).join(", ");
const said: Record<string, string> = {
  "callers-key": `Incorrect API key provided: ${callersKey}.`,
  "callers-bearer": `Wrong header "authorization: Bearer ${callersKey}"`,
  "strangers-keys": `Not among the keys ${told}.`,
};

const refuse = (
  { status, headers = [] }: { status: number; headers?: [string, string][] },
  [type, body]: [string, string],
): Step[] => {
  const head: Head = { status, headers: [["content-type", type], ...headers], framing: "length" };
  return stream(body === "" ? [] : [body], { head, from_ms: 2 });
};

export const refusalScripts: Script[] = scriptsOf(
  "refused, in every shape of a body",
  Object.fromEntries([
    ...refusals.flatMap((refusal) => {
      const { status, type, as = String(status) } = refusal;
      const message = `The simulator answers ${status} as asked`;
      return Object.entries(shapes).map(([shape, body]) => [
        `${as}-${shape}`,
        refuse(refusal, body(message, type)),
      ]);
    }),
    // The commonest shape needs no more than the status.
    ...refusals.map((refusal) => {
      const { status, type, as = String(status) } = refusal;
      return [as, refuse(refusal, shapes.nested(`The simulator answers ${status} as asked`, type))];
    }),
    ...Object.entries(said).flatMap(([name, message]) =>
      ["nested", "flat", "string", "html", "text"].map((shape) => [
        `401-${name}-${shape}`,
        refuse({ status: 401 }, shapes[shape](message, "invalid_api_key")),
      ])
    ),
    ...Object.entries(said).map(([name, message]) => [
      `error-in-200-${name}`,
      stream([role, event(JSON.stringify({ error: { message, code: "invalid_api_key" } }))], {
        head: sse,
      }),
    ]),
    // A key in the code and in a header, where one looks less.
    ["401-callers-key-code", [
      ...refuse({
        status: 401,
        headers: [["www-authenticate", `Bearer realm="${callersKey}"`]],
      }, ["application/json", JSON.stringify({ error: { message: "No", code: callersKey } })]),
    ]],
  ]),
);
