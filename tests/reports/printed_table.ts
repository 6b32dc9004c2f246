/** What every cell of the table of report `llama-2-70b-2023` must print: from SQL, and from what others computed. */
import { openStore } from "../../benchmarks/store/views.ts";

const metrics = ["ttft_s", "decode_tokens_per_s", "e2e_tokens_per_s", "e2e_latency_s"] as const;
type Metric = typeof metrics[number];
/** Intervals and ranks by an implementation of the method in another language. */
const others: Record<
  string,
  Record<string, { P50: { n: number; interval: [number, number] }; ranks: [number, number] }>
> = JSON.parse(await Deno.readTextFile("tests/fixtures/judging/cases2023.json"))["70b"];
const named: Partial<Record<Metric, string>> = {
  ttft_s: "ttft",
  decode_tokens_per_s: "decode",
  e2e_tokens_per_s: "e2e",
};

/** Decimals that leave a value three digits. */
const decimals = (value: number) => Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
const three = (value: number) => value.toFixed(decimals(value));
/** Ends of an interval to the decimals of its median; one more where they would be alike. */
function ends(median: number, interval: [number, number]): string {
  const print = (more: number) => interval.map((end) => end.toFixed(decimals(median) + more));
  const [low, high] = print(0);
  return (low === high ? print(1) : [low, high]).join("–");
}

interface Row extends Record<Metric, number> {
  provider: string;
  attempts: number;
  succeeded: number;
  p95: number;
  kept: number;
  /** 95% Wilson interval of the share kept. */
  low: number;
  high: number;
  /** US dollars for 1,000 requests; null where there is no price. */
  usd: number | null;
  values: Record<Metric, number[]>;
}

const z = 1.959963984540054;
const sql = `WITH kept AS (
  SELECT provider, count(*)::INT AS attempts, count(*) FILTER (status = 'ok')::INT AS succeeded,
    quantile_cont(ttft_s, 0.95) FILTER (status = 'ok') AS p95,
    ${metrics.map((m) => `quantile_cont(${m}, 0.5) FILTER (status = 'ok') AS ${m}`).join(", ")},
    {${
  metrics.map((m) => `${m}: list_sort(list(${m}) FILTER (status = 'ok'))`).join(", ")
}} AS values,
    count(*) FILTER (status = 'ok' AND ttft_s <= 0.5 AND decode_tokens_per_s >= 20)::DOUBLE AS kept
  FROM requests WHERE run_id LIKE 'llmperf-%70b%' AND phase = 'measured' GROUP BY provider),
costs AS (
  SELECT q.provider, 1000 * avg((coalesce(input_tokens_reported, input_tokens) * p.input_usd_per_million
    + coalesce(output_tokens_reported, output_tokens) * p.output_usd_per_million) / 1e6) AS usd
  FROM requests q JOIN runs r USING (run_id) JOIN prices p
    ON p.provider = q.provider AND p.model = q.model AND p.valid_from <= coalesce(r.started_at, r.ended_at)
  WHERE run_id LIKE 'llmperf-%70b%' AND phase = 'measured' AND status = 'ok' GROUP BY q.provider),
shares AS (SELECT *, kept / attempts AS share, ${z} * ${z} / attempts AS zz FROM kept)
SELECT *, (share + zz / 2 - sqrt(zz * share * (1 - share) + zz * zz / 4)) / (1 + zz) AS low,
  (share + zz / 2 + sqrt(zz * share * (1 - share) + zz * zz / 4)) / (1 + zz) AS high
FROM shares LEFT JOIN costs USING (provider)`;

/**
 * A median with its interval: the one that others computed of as many values; else, where it has one, one whose ends
 * are values on both sides.
 */
function medianPattern({ provider, succeeded, values, ...row }: Row, metric: Metric): string {
  const median = row[metric];
  const other = others[named[metric] ?? ""]?.[provider];
  if (other?.P50.n === succeeded) return `${three(median)} ${ends(median, other.P50.interval)}`;
  const print = (list: number[], more = 0) =>
    [...new Set(list.map((value) => value.toFixed(decimals(median) + more)))].join("|");
  const below = values[metric].filter((value) => value <= median);
  const above = values[metric].filter((value) => value >= median);
  const pair = (more = 0) => `(?:${print(below, more)})–(?:${print(above, more)})`;
  return `${three(median)}(?: (?:${pair()}|${pair(1)}))?`;
}

/** Each provider with an expression of its whole line. */
export async function expectedLines(): Promise<Map<string, RegExp>> {
  const db = await openStore();
  const rows = (await db.query(sql)).rows as unknown as Row[];
  db.close();
  return new Map(rows.map((row) => {
    const { provider, attempts, succeeded, p95, kept, low, high, usd } = row;
    const ranks = others.ttft[provider]?.ranks;
    const share = Math.round(100 * kept / attempts);
    const whole = share === 100 && kept < attempts ? ">99" : share === 0 && kept ? "<1" : share;
    const cells = [
      provider.replace(/^./, (letter) => letter.toUpperCase()),
      attempts,
      succeeded,
      medianPattern(row, "ttft_s"),
      three(p95),
      ranks ? ranks[0] === ranks[1] ? ranks[0] : ranks.join("–") : "not ranked",
      ...metrics.slice(1).map((metric) => medianPattern(row, metric)),
      `${kept} ${whole}% \\(${Math.floor(100 * low + 1e-9)}–${Math.ceil(100 * high - 1e-9)}%\\)`,
      usd === null ? "no price" : three(usd),
    ];
    return [provider, new RegExp(` ${cells.join(" ")} `)];
  }));
}
