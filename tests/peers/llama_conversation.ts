/**
 * Conversations of five turns with a real model behind llama.cpp's own server (`llama_server.ts`), held against the
 * prompts that it wrote down and the answers that it logged, by its own clock.
 */
import { run } from "../support/bench.ts";
import { check, end } from "./peer.ts";
import { key, llamaServer } from "./llama_server.ts";

const thinkS = 0.4;
const asks = [
  "Name a colour.",
  "Name another one.",
  "Which of both is darker?",
  'Say "why"\nin one line.',
  "Thank you, and good bye!",
];
const recorded = ["Red.", "Blue.", "Blue is.", "It just is.", "Bye."];
type Message = { role: string; content: string };
const talk: Message[] = [
  { role: "system", content: "Be brief." },
  ...asks.flatMap((content, i) => [
    { role: "user", content },
    { role: "assistant", content: recorded[i] },
  ]),
];
/** As the model's own template writes a conversation that it is to go on with. */
const written = (messages: Message[]) =>
  messages.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`).join("") +
  "<|im_start|>assistant\n";

const folder = await Deno.makeTempDir({ prefix: "tokenboard-peer-" });
const prompts = `${folder}/prompts`;
await Deno.writeTextFile(`${folder}/talk.jsonl`, JSON.stringify({ messages: talk }));
const peer = await llamaServer(1, 2048, ["--log-verbosity", "10", "--log-prompts-dir", prompts]);

/** The prompts that came so far, in order. */
const arrived = (): string[] =>
  [...Deno.readDirSync(prompts)].map(({ name }) => name).sort()
    .map((name) => Deno.readTextFileSync(`${prompts}/${name}`));

const stamp = /^(\d+)\.(\d+)\.(\d+)\.(\d+) /;
/** Requests as it logged them since `from`: when it began each, and when the answer had ended, in seconds. */
function served(from: number): { beganS: number; endedS: number; answer: string }[] {
  const found: { beganS: number; endedS: number; answer: string }[] = [];
  let [beganS, answer] = [NaN, ""];
  for (const line of peer.log().slice(from).split("\n")) {
    const parsed = /Parsed message: (\{.*\})$/.exec(line);
    if (parsed) answer = JSON.parse(parsed[1]).content ?? "";
    const [, m, s, ms, us] = stamp.exec(line)?.map(Number) ?? [];
    const atS = m * 60 + s + ms / 1e3 + us / 1e6;
    if (line.includes("processing task")) beganS = atS;
    if (line.includes("http: stream ended")) found.push({ beganS, endedS: atS, answer });
  }
  return found;
}

interface Row {
  turn: number;
  session: number;
  status: string;
  at: number;
  latency: number | null;
  error: string | null;
  error_class: string | null;
  tokens: number | null;
}
async function converse(sessions: string, conversations: number, output: number, params = {}) {
  const into = `${folder}/${sessions}-${output}`;
  const { err } = await run([
    ...["bench", "--model=smol", `--base-url=${peer.url}/v1`, `--sessions=${sessions}`],
    ...[`--dataset=${folder}/talk.jsonl`, "--no-nonce", `--think-time=${thinkS}`, "--no-site"],
    ...[`--max-num-completed-requests=${conversations}`, "--num-concurrent-requests=1"],
    `--additional-sampling-params=${
      JSON.stringify({ temperature: 0, max_tokens: output, ...params })
    }`,
    ...[`--mean-output-tokens=${output}`, "--timeout=600", `--results-dir=${into}`],
  ], { OPENAI_API_KEY: key, NO_PROXY: "127.0.0.1" });
  const query = `SELECT turn, session, status, epoch(started_at) AS at, e2e_latency_s AS latency,
    error_message AS error, error_class, output_tokens AS tokens FROM requests ORDER BY request_index`;
  const { out } = await run(["sql", "--json", `--results-dir=${into}`, query]);
  if (!out.startsWith("[{")) throw new Error(`The harness left no rows:\n${err}`);
  return JSON.parse(out) as Row[];
}

try {
  for (const sessions of ["live", "recorded"] as const) {
    const [before, from] = [arrived().length, peer.log().length];
    const rows = await converse(sessions, 2, 16);
    const [came, answers] = [arrived().slice(before), served(from)];
    check(
      `${sessions}: two conversations, turn by turn`,
      rows.map(({ session, turn, status }) => `${session}.${turn} ${status}`).join() ===
        [0, 1].flatMap((s) => asks.map((_, i) => `${s}.${i} ok`)).join(),
      rows.length,
    );
    check(
      `${sessions}: ten requests came, and ten answers went`,
      came.length === 10 && answers.length === 10,
      [
        came.length,
        answers.length,
      ],
    );
    const wrong = came.filter((prompt, n) => {
      const i = n % 5;
      const said = (k: number) => sessions === "live" ? answers[n - i + k].answer : recorded[k];
      const messages = [
        talk[0],
        ...asks.slice(0, i).flatMap((content, k) => [
          { role: "user", content },
          { role: "assistant", content: said(k) },
        ]),
        { role: "user", content: asks[i] },
      ];
      return prompt !== written(messages);
    });
    check(
      `${sessions}: every prompt that came is the conversation until then`,
      wrong.length === 0,
      wrong[0],
    );
    const pauses = answers.flatMap(({ beganS }, n) =>
      n % 5 ? [beganS - answers[n - 1].endedS] : []
    );
    check(
      `${sessions}: by the server's clock no turn came sooner than ${thinkS} s after the answer before it`,
      pauses.every((s) => s >= thinkS - 0.005),
      { least: Math.min(...pauses), most: Math.max(...pauses) },
    );
    const own = rows.flatMap(({ at, turn }, n) =>
      turn ? [at - rows[n - 1].at - rows[n - 1].latency!] : []
    );
    check(
      `${sessions}: by the rows each was sent then, and not much later`,
      own.every((s) => s >= thinkS - 0.001 && s < thinkS + 0.25),
      { least: Math.min(...own), most: Math.max(...own) },
    );
  }
  const before = arrived().length;
  const cut = converse("live", 1, 200, { ignore_eos: true });
  while (arrived().length < before + 3) await new Promise((resolve) => setTimeout(resolve, 20));
  const from = peer.log().length;
  const streamed = () => peer.log().slice(from).split("streamed chunk").length - 1;
  while (streamed() < 20) await new Promise((resolve) => setTimeout(resolve, 20));
  await peer.stop("SIGKILL");
  const rows = await cut;
  check(
    "a server that is killed in the third turn: the turns before it stand, those behind it are rows",
    rows.map(({ turn, status }) => `${turn} ${status}`).join() ===
      "0 ok,1 ok,2 failed,3 dropped,4 dropped",
    rows.map(({ turn, status }) => `${turn} ${status}`),
  );
  check(
    "the third has what came of it",
    rows[2]?.error_class === "connection_reset" && rows[2].tokens! > 0,
    rows[2],
  );
  check(
    "the others say why",
    rows.slice(3).every(({ error }) =>
      error === "Turn 2 of this session failed, so this turn was not sent."
    ),
    rows.slice(3).map(({ error }) => error),
  );
} finally {
  await peer.stop("SIGKILL");
  await Deno.remove(folder, { recursive: true });
}
end();
