/** A store in which every text column and every string of `run.json` holds what would like to be more than text. */
import { columnNames, type Row } from "../../../benchmarks/record/record.ts";
import { record } from "../../../benchmarks/record/record.ts";
import { runColumns, type RunFile } from "../../../benchmarks/store/run_file.ts";
import { priceColumns } from "../../../benchmarks/store/reference/price_lines.ts";
import { answers, writeRun } from "./written_run.ts";

/** Each sets `tbOwned` or adds an element `tb-owned` where it is more than text. */
export const payloads = [
  '<img src=x class=tb-owned onerror="globalThis.tbOwned=1">',
  '"><script class=tb-owned>globalThis.tbOwned=2</script>',
  "' onmouseover='globalThis.tbOwned=3' autofocus onfocus=globalThis.tbOwned=3 class='tb-owned",
  "${globalThis.tbOwned=4}",
  "</script><script class=tb-owned>globalThis.tbOwned=5</script><!--",
  "[a](javascript:globalThis.tbOwned=6) ![b](http://elsewhere.test/x.png) <http://elsewhere.test>",
  "\n\n# h\n\n```js\nglobalThis.tbOwned=7\n```\n\n<tb-owned class=tb-owned></tb-owned>\n",
  "=cmd|'/C calc'!A0 & HYPERLINK(\"http://elsewhere.test\")",
  "@SUM(1)",
  "+1",
  "-1+1|cmd",
  "\x1b[31mred\x1b]8;;http://elsewhere.test\x07link\x1b]8;;\x07\x9b2J\r\n+over",
  "\u202eesrever\u2066\u200f\u2028\u2029;",
  "</title></style><iframe class=tb-owned src=http://elsewhere.test></iframe>",
];

/** Text columns that may hold anything: of these the store knows every word. */
const closed = ["run_id", "status", "phase"];
export const texts = columnNames.filter((name) =>
  record[name].type === "VARCHAR" && !closed.includes(name)
);

/** What is in a run's file besides the words that make its rows go to one page or another. */
function hostileFile(payload: string, kept: Partial<RunFile>): Partial<RunFile> {
  const nested = { [payload]: payload, list: [payload, { [payload]: [payload] }] };
  const words = Object.entries(runColumns).filter(([name]) => name !== "run_id").flatMap((
    [name, type],
  ) => type === "VARCHAR" ? [[name, payload]] : type === "JSON" ? [[name, nested]] : []);
  const targets = [1, 2].map((n) => ({
    provider: `${payload} ${n}`,
    model: payload,
    model_size: payload,
    api: payload,
    endpoint: payload,
    simulated: false,
    given_up: payload,
    stopped: payload,
  }));
  return {
    ...Object.fromEntries(words),
    publisher: { note: payload, tags: [payload], run_by: payload, interest: payload },
    targets,
    counts: { [payload]: 1 },
    selection: null,
    invalid: null,
    imported_from: null,
    ...kept,
  };
}

/**
 * Rows of two providers over some days: every outcome, every text column `payload`. The `loud` ones are those that
 * pages name in their sentences: the quickest, the ones that fail most, the place that changes most.
 */
function hostileRows(
  payload: string,
  workload_hash: string,
  phase: string,
  loud: boolean,
): Partial<Row>[] {
  const all = Object.fromEntries(texts.map((name) => [name, payload]));
  const json = JSON.stringify({ [payload]: payload });
  return [1, 2].flatMap((n) =>
    answers(60, 0.2 * n).map((row, i): Partial<Row> => ({
      ...all,
      ...row,
      ...(i % 2 ? { request_params: json, server_timings: json, rate_limits: json } : {}),
      ...(i % 4 ? {} : { error_class: null, finish_reason: "other" }),
      ...(n === 1 ? { imported_from: null } : {}), // pages say how to repeat such a run
      ttft_s: row.ttft_s! * (loud && i < 20 ? 1.5 : 1),
      started_at: new Date(Date.UTC(2026, 0, 2 + Math.floor(i / 20), i % 24, n, i)).toISOString(),
      workload_hash,
      input_tokens: 50,
      provider: `${payload} ${n}`,
      status: i % 3 === 2 && (loud || i % 2)
        ? "failed"
        : i === 7
        ? "dropped"
        : i === 59
        ? "incomplete"
        : "ok",
      phase: (i === 0 ? "warmup" : phase) as Row["phase"],
      probe_kind: ["repeat", "correctness", "length", payload][i % 4],
      correct: i % 8 !== 1,
      request_index: i,
      session: Math.floor(i / 2),
      turn: i % 2,
      utc_hour: i % 24,
      local_hour: (i + 2) % 24,
    }))
  );
}

/** Writes the runs below `folder`; the one of all payloads at once goes to pages of every kind. */
export async function writeHostileStore(folder: string): Promise<void> {
  const whole = payloads.join(" ");
  const prices = [...payloads, whole].flatMap((payload) =>
    [1, 2].map((
      n,
    ) => [`${payload} ${n}`, payload, payload, "2025-01-01", 1, "", n, "", payload, "2025-01-02"])
  );
  await Deno.mkdir(folder, { recursive: true });
  // What does not print is refused there.
  const printed = payloads.filter((payload) =>
    /^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u.test(payload)
  );
  const leave_out = printed.map((because) => ({ provider: `nobody ${because}`, because }));
  await Deno.writeTextFile(`${folder}/board.jsonc`, JSON.stringify({ leave_out }));
  await Deno.writeTextFile(
    `${folder}/prices.csv`,
    [Object.keys(priceColumns), ...prices].map((cells) =>
      cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(",")
    ).join("\n"),
  );
  for (const payload of [...payloads, whole]) {
    const loud = payload === whole;
    const kinds: [string, string, Partial<RunFile>][] = [
      ["board", "measured", {}],
      ...loud
        ? [
          ["timed", "measured", { selection: payload }],
          ["invalid", "measured", { invalid: payload, imported_from: payload }],
          ["probed", "probe", { config: { kind: "correctness" } }],
          ["quickstart", "measured", { config_name: "quickstart" }],
          ["protocols", "measured", { config_name: "protocols" }],
        ] as [string, string, Partial<RunFile>][]
        : [],
    ];
    for (const [kind, phase, kept] of kinds) {
      // A folder's name holds no slash and at most 255 bytes.
      const id = `${kind} ${payload.replaceAll("/", "∕")}`.slice(0, 150);
      const run_id = loud
        ? `${kind} ${payloads[0]}\n\n\`\`\`\n\n${payloads[1]}`.replaceAll("/", "∕")
        : id;
      const workload_hash = `${kind} ${payload}`; // of one workload only the newest run would be shown
      const file = { ...hostileFile(payload, kept), run_id, workload_hash };
      await writeRun(folder, file, hostileRows(payload, workload_hash, phase, loud));
    }
  }
}
