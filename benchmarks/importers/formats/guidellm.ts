/** guidellm's reports as JSON or YAML, of versions 0.1 to 0.8: a run for each of its benchmarks. */
import { type JsonObject, object } from "../../providers/read/json.ts";
import { Fields } from "../fields.ts";
import { type Format, hasKeys, isoOf, rateText } from "../format.ts";
import { Refusal } from "../importer.ts";
import { objectsOf } from "../json_text.ts";
import { type Attempt, importedRun } from "../measured_run.ts";
import { yamlValue } from "../yaml_text.ts";
import { printedBy, requestTotal } from "./guidellm_metrics.ts";
import { attemptOf } from "./guidellm_request.ts";

const caveat =
  "guidellm’s clock starts as it writes the request, after it has connected, and may " +
  "be set meanwhile; its tokens are counted by the server, or else are its chunks.";

export const guidellm: Format = {
  name: "guidellm",
  role: (head) =>
    isYaml(head) || hasKeys(head, "guidellm_version") || hasKeys(head, "benchmarks") &&
        /"(run_stats|request_totals|scheduler_metrics|sample_requests|worker)"\s*:/.test(head)
      ? "rows"
      : null,
  read({ file, text }, _, facts) {
    const whole = isYaml(text) ? object(yamlValue(file, text)) : objectsOf(file, text)[0];
    const report = new Fields(file, "the report", whole ?? {});
    const benchmarks = report.each("benchmarks", "benchmark");
    if (!benchmarks.length) report.refuse("has no benchmarks");
    if (isYaml(text)) refuseCut(report, benchmarks, text);
    const version = report.inside("metadata").text("guidellm_version");
    return benchmarks.map((benchmark) => {
      const asked = askedOf(report, benchmark);
      const attempts = attemptsOf(benchmark, asked.scheduled);
      const total = requestTotal(benchmark);
      const moment = (name: string) => {
        const at = benchmark.number(name) ?? benchmark.inside("run_stats").number(name);
        return at ? isoOf(at, benchmark) : null;
      };
      return importedRun({
        file,
        harness: "guidellm",
        version,
        model: asked.model,
        endpoint: asked.target,
        started_at: moment("start_time"),
        ended_at: moment("end_time"),
        clock: attempts.length ? null : "no request has a time of its own",
        selection: !attempts.length
          ? "statistics alone: its requests were not kept"
          : total !== null && total > attempts.length
          ? `a sample at random: ${attempts.length} of ${total} requests`
          : null,
        caveat,
        named: null,
        settings: asked.settings,
        requests: null,
        load: asked.load,
        attempts,
        reported: printedBy(benchmark),
      }, facts);
    });
  },
};

/** PyYAML sorts the keys, so that the benchmarks stand first; each begins with its configuration. */
const isYaml = (text: string): boolean =>
  /^benchmarks:\s*\n\s*- (config|args):/m.test(text) &&
  /^[ \t]+(profile|request_loader|run_stats|scheduler_metrics|time_to_first_token_ms):/m.test(text);

/**
 * Half of a YAML document is one, too. The last field of a benchmark is its `type_` in each version, as PyYAML sorts
 * them; since 0.4, which has `config` in a benchmark, the report goes on with what it was made of.
 *
 * @throws Refusal where the file ends before that.
 */
function refuseCut(report: Fields, benchmarks: Fields[], text: string): void {
  const cut = benchmarks.find((benchmark) => !benchmark.has("type_"));
  if (cut) throw new Refusal(report.file, `ends inside its ${cut.where}: it was cut`);
  const isNew = benchmarks.some((benchmark) => benchmark.has("config"));
  const isWhole = isNew ? report.has("metadata") || report.has("args") : text.endsWith("\n");
  if (!isWhole) throw new Refusal(report.file, "ends after its benchmarks: it was cut");
}

/** Which model was asked, and how: it moved from version to version. */
function askedOf(report: Fields, benchmark: Fields) {
  const args = [
    benchmark.inside("config"),
    benchmark.inside("args"),
    report.inside("config").inside("spec"),
    report.inside("args"),
  ];
  const backends = [...args.map((a) => a.inside("backend_or_name")), benchmark.inside("worker")];
  const said = (name: string) =>
    [
      ...args.map((a) => isName(a.all.backend) ? null : a.inside("backend").text(name)),
      ...args.map((a) => isName(a.all[name]) ? a.text(name) : null),
      ...backends.map((b) => b.text(`backend_${name}`)),
    ].find((value) => value) ?? null;
  const strategies = args.map((a) => isName(a.all.strategy) ? null : a.inside("strategy"));
  const strategy = strategies.find((s) => s && Object.keys(s.all).length);
  const kind = strategy?.text("type_") ?? null;
  const streams = strategy?.number("streams") ?? null;
  const rate = strategy?.number("rate") ?? null;
  const data = args.map((a) => isName(a.all.data) ? String(a.all.data).slice(0, 200) : null)
    .find((d) => d !== null) ?? null;
  const settings: JsonObject = kind === null ? {} : { strategy: kind, streams, rate, data };
  return {
    model: said("model"),
    target: said("target"),
    settings,
    // Only these have a time at which each request was to be sent.
    scheduled: kind === "constant" || kind === "poisson" || kind === "async",
    load: streams ? `${streams} at a time` : rate ? rateText(rate) : kind,
  };
}

const isName = (value: unknown): value is string => typeof value === "string";

function attemptsOf(benchmark: Fields, scheduled: boolean): Attempt[] {
  const groups = benchmark.inside("requests");
  const window = benchmark.inside("scheduler_metrics");
  const attempts = ["successful", "errored", "incomplete"].flatMap((status) =>
    groups.each(status, `${status} request`)
      .map((request) => attemptOf(request, status, scheduled, window))
  );
  return attempts.toSorted((a, b) => (a.started_at ?? "") < (b.started_at ?? "") ? -1 : 1);
}
