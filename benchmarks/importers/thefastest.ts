/** The measurements of thefastest.ai: one CSV line each, the best of three tries. */
import { createHash } from "node:crypto";
import { NotText, readText } from "../files/text_file.ts";
import { emptyRow, type Row } from "../record/record.ts";
import { foreignText } from "./foreign.ts";
import { type ImportedRun, type Importer, Refusal } from "./importer.ts";

const header = "time,region,cmd,commit,model,ttr,ttft,tps,num_tokens,total_time";
/** The time zone of each region: local hours follow it through summer and winter. */
const zone: Record<string, string> = {
  sea: "America/Los_Angeles",
  iad: "America/New_York",
  cdg: "Europe/Paris",
};
const localHour = new Map(
  Object.entries(zone).map(([region, timeZone]) => {
    const clock = new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle: "h23", timeZone });
    return [region, (at: Date) => Number(clock.format(at))];
  }),
);
/** A column of the file that is a number: finite, 0 or more. */
const isNumber = (text: string) => /^\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text);
const selection = "best of three tries";

export const thefastest: Importer = {
  name: "thefastest.ai",
  async find(path) {
    const stat = await Deno.stat(path);
    return stat.isFile && /\.csv$/i.test(path) ? [{ file: path, beside: [] }] : [];
  },
  async read({ file }, facts) {
    const text = await readText(file).catch((error) => {
      throw new Refusal(file, error instanceof NotText ? error.message : "cannot be read");
    });
    const [first, ...lines] = text.split(/\r?\n/);
    const other = first === header ? null : foreignText(text);
    if (other) throw new Refusal(file, other);
    if (first !== header) {
      throw new Refusal(file, `does not begin with the columns of thefastest.ai (${header})`);
    }
    // What of a number is left is a number, too.
    if (!text.endsWith("\n")) throw new Refusal(file, "ends inside a line: it was cut");
    const measurements = lines.map((line, i) => ({ line, number: i + 2 })).filter(({ line }) =>
      line !== ""
    );
    const regions = new Map<string, string[][]>();
    for (const { line, number } of measurements) {
      const cells = line.split(",");
      const known = cells.length === 10 && localHour.has(cells[1]);
      if (!known || !cells.slice(5).every(isNumber) || isNaN(Date.parse(`${cells[0]}Z`))) {
        throw new Refusal(file, `line ${number} is not a measurement of a known region`);
      }
      regions.set(cells[1], regions.get(cells[1]) ?? []);
      regions.get(cells[1])!.push(cells);
    }
    if (regions.size === 0) throw new Refusal(file, "has no measurements");
    return [...regions].sort().map(([region, own]): ImportedRun => {
      const times = own.map((c) => c[0]).sort();
      const run_id = `thefastest-${times[0].slice(0, 7)}-${region}`;
      const workload = "about 1,000 tokens in, 20 out";
      const workload_hash = createHash("sha256").update(`thefastest.ai ${workload}`).digest("hex")
        .slice(0, 16);
      const rows = own.map((cells, index) =>
        toRow(cells, index, run_id, workload_hash, facts.provider)
      );
      const failed = rows.filter((r) => r.status !== "ok").length;
      const targets = [...new Map(rows.map((r) => [`${r.provider}/${r.model}`, r])).values()];
      return {
        file,
        rows,
        run: {
          run_id,
          config_name: "thefastest",
          config_hash: null,
          workload_hash,
          workload,
          started_at: `${times[0]}Z`,
          ended_at: `${times.at(-1)}Z`,
          location: region,
          seed: null,
          config: {},
          targets: targets.map((r) => ({
            provider: r.provider,
            model: r.model,
            model_size: null,
            api: null,
            endpoint: null,
            simulated: false,
          })),
          versions: {},
          host: {},
          imported_from: "thefastest.ai",
          selection,
          caveat: "The source keeps the best of three tries, so slow answers are " +
            "missing by design; compare with nothing measured otherwise.",
          source: facts.source ?? null,
          licence: facts.licence ?? null,
          run_by: null,
          interest: null,
          calibration: null,
          invalid: null,
          counts: { attempted: rows.length, succeeded: rows.length - failed, failed },
        },
      };
    });
  },
};

function toRow(
  cells: string[],
  index: number,
  run_id: string,
  workload_hash: string,
  provider = "unknown",
): Row {
  const [time, region, , , name, ttr, ttft, , tokens, total] = cells;
  const slash = name.indexOf("/");
  const at = new Date(`${time}Z`);
  const empty = Number(tokens) === 0;
  const seen = (text: string) => empty ? null : Number(text);
  return {
    ...emptyRow({
      run_id,
      config_name: "thefastest",
      provider: slash > 0 ? name.slice(0, slash) : provider,
      model: slash > 0 ? name.slice(slash + 1) : name,
      simulated: false,
      phase: "measured",
      request_index: index,
      attempt: 1,
      status: empty ? "failed" : "ok",
    }),
    workload_hash,
    location: region,
    imported_from: "thefastest.ai",
    session: index,
    turn: 0,
    output_tokens_target: 20,
    tokenizer: "as the source counted",
    started_at: `${time}`,
    utc_hour: at.getUTCHours(),
    local_hour: localHour.get(region)!(at),
    weekday: at.getUTCDay() || 7,
    headers_s: seen(ttr),
    ttft_s: seen(ttft),
    ttft_content_s: seen(ttft),
    e2e_latency_s: seen(total),
    output_tokens: seen(tokens),
    error_class: empty ? "empty" : null,
  };
}
