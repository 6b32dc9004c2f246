/** A run as OpenTelemetry's GenAI client metrics, in OTLP's JSON: histograms of each target. */
import { quote } from "../store/duckdb.ts";
import { type Exported, type ExportedFile, fileWord } from "./export.ts";

/** Bounds that the conventions advise. */
const powers = (first: number, factor: number, n: number) =>
  Array.from({ length: n }, (_, i) => Number((first * factor ** i).toPrecision(12)));
const durations = powers(0.01, 2, 14);
const firsts = [
  ...[0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
];
const betweens = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5];
const tokens = powers(1, 4, 14);

interface Histogram {
  name: string;
  unit: string;
  /** SQL of the values over view `requests`. */
  sql: string;
  bounds: number[];
  attributes?: Record<string, string>;
}

const histograms: Histogram[] = [
  { name: "gen_ai.client.operation.duration", unit: "s", sql: "e2e_latency_s", bounds: durations },
  {
    name: "gen_ai.client.operation.time_to_first_chunk",
    unit: "s",
    sql: "coalesce(first_event_s, ttft_s)",
    bounds: firsts,
  },
  {
    name: "gen_ai.client.operation.time_per_output_chunk",
    unit: "s",
    sql: "unnest(inter_chunk_s)",
    bounds: betweens,
  },
  ...(["input", "output"] as const).map((kind): Histogram => ({
    name: "gen_ai.client.token.usage",
    unit: "{token}",
    sql: `${kind}_tokens`,
    bounds: tokens,
    attributes: { "gen_ai.token.type": kind },
  })),
];

const attribute = (key: string, value: string | number) => ({
  key,
  value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
});
const attributesOf = (all: Record<string, string | number | null>) =>
  Object.entries(all).flatMap(([key, value]) => value === null ? [] : [attribute(key, value)]);

/** One file: a data point for each target and class of error. */
export async function otlpMetrics({ db, run }: Exported): Promise<ExportedFile[]> {
  const { rows: groups } = await db.query(
    `SELECT provider, model, endpoint, status = 'ok' AS ok, any_value(error_class) AS error,
      any_value(served_model) AS served,
      epoch_ns(min(started_at)::TIMESTAMP_NS)::VARCHAR AS first,
      epoch_ns(max(started_at + to_microseconds((coalesce(e2e_latency_s, 0) * 1e6)::BIGINT))::TIMESTAMP_NS)::VARCHAR
        AS last
    FROM requests WHERE ${measured(run.run_id)} AND status IN ('ok', 'failed')
    GROUP BY provider, model, endpoint, status, CASE WHEN status = 'ok' THEN '' ELSE error_class END
    ORDER BY ALL`,
  );
  const points = new Map(
    histograms.map(({ name, unit }) => [name, { unit, dataPoints: [] as unknown[] }]),
  );
  for (const group of groups) {
    const [host, port] = String(group.endpoint ?? "").split(/:(?=\d+$)/);
    const common = {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": String(group.provider),
      "gen_ai.request.model": String(group.model),
      "gen_ai.response.model": group.served as string | null,
      "server.address": host || null,
      "server.port": port ? Number(port) : null,
      "error.type": group.ok ? null : String(group.error ?? "_OTHER"),
    };
    const where = `${measured(run.run_id)} AND provider = ${quote(String(group.provider))}
      AND model = ${quote(String(group.model))} AND endpoint IS NOT DISTINCT FROM ${
      group.endpoint === null ? "NULL" : quote(String(group.endpoint))
    } AND ${
      group.ok
        ? "status = 'ok'"
        : `status = 'failed' AND error_class IS NOT DISTINCT FROM ${
          group.error === null ? "NULL" : quote(String(group.error))
        }`
    }`;
    for (const { name, sql, bounds, attributes } of histograms) {
      const { rows: [found] } = await db.query(
        `SELECT count(x) AS n, sum(x) AS sum, min(x) AS min, max(x) AS max, ${
          [...bounds, Infinity].map((bound, i) =>
            `count(*) FILTER (x > ${i ? bounds[i - 1] : "-1"} AND x <= ${
              bound === Infinity ? "'infinity'::DOUBLE" : bound
            }) AS b${i}`
          )
        } FROM (SELECT (${sql})::DOUBLE AS x FROM requests WHERE ${where}) WHERE x IS NOT NULL`,
      );
      if (!found.n) continue;
      points.get(name)!.dataPoints.push({
        attributes: attributesOf({ ...common, ...attributes }),
        ...group.first === null ? {} : { startTimeUnixNano: group.first, timeUnixNano: group.last },
        count: String(found.n),
        sum: found.sum,
        min: found.min,
        max: found.max,
        bucketCounts: [...bounds, Infinity].map((_, i) => String(found[`b${i}`])),
        explicitBounds: bounds,
      });
    }
  }
  const cumulative = 2;
  const body = {
    resourceMetrics: [{
      resource: {
        attributes: attributesOf({
          "service.name": "tokenboard",
          "tokenboard.run_id": run.run_id,
          "tokenboard.workload_hash": run.workload_hash ?? null,
        }),
      },
      scopeMetrics: [{
        scope: { name: "tokenboard", version: run.versions?.tokenboard ?? "" },
        metrics: [...points].filter(([, { dataPoints }]) => dataPoints.length).map((
          [name, { unit, dataPoints }],
        ) => ({
          name,
          unit,
          histogram: { aggregationTemporality: cumulative, dataPoints },
        })),
      }],
    }],
  };
  return [{ name: `${fileWord(run.run_id)}.otlp.json`, text: JSON.stringify(body) + "\n" }];
}

const measured = (run_id: string) => `run_id = ${quote(run_id)} AND phase = 'measured'`;
