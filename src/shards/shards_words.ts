/** The sentences of page `/shards/`, each computed from its rows. */
import { count, day, escapeHtml } from "../words/format.js";
import { byShards, listed, offText as plainOff, seconds, type ShardsData } from "./shards_data.js";

const offText = (percent: number) => escapeHtml(plainOff(percent));

/** How much the page rests on. */
export function kickerText({ same, late }: ShardsData): string {
  const most = Math.max(0, ...late.rows.map(({ shards }) => shards));
  const made = same.rows.at(0)?.made_on ?? null;
  if (!most || !made) return "Simulated";
  return `Simulated · up to ${count(most)} machines on virtual time · ${day(made)}`;
}

const differ = (rows: ShardsData["same"]["rows"]) =>
  rows.filter((r) => r.rows_differ > 0 || r.statistics_differ > 0);

/** The first sentence: whether it is one run, and what the worst of the small faults does to it. */
export function findingHtml(data: ShardsData): string {
  const { rows } = data.same;
  const bad = differ(rows);
  const counts = listed(rows.map(({ shards }) => count(shards)));
  const head = !rows.length
    ? "<b>Nothing was tried.</b>"
    : bad.length
    ? `<b>It is another run</b> for ${listed(bad.map(({ shards }) => count(shards)))} machines.`
    : `<b>While nothing is wrong, ${counts} machines make the rows and the statistics of one ` +
      `process, to the last digit.</b>`;
  const clock = data.clocks.rows.filter((r) => r.start_by === "offset" && r.skew_sd_s > 0)
    .toSorted((a, b) => Math.abs(b.served_off_percent) - Math.abs(a.served_off_percent)).at(0);
  const tail = clock
    ? ` Clocks that are ${seconds(clock.skew_sd_s)} off change served requests per second of ${
      count(clock.shards)
    } machines by ${offText(clock.served_off_percent)}, with the offsets that were found by ${
      offText(clock.served_with_offsets_off_percent)
    }.`
    : "";
  return head + tail;
}

export function sameText({ same: { rows } }: ShardsData): string {
  const bad = differ(rows);
  const [first] = rows;
  if (!first) return "Nothing was compared.";
  const how = bad.length
    ? `of ${bad.length} of ${rows.length} numbers of machines something differs`
    : "none differs";
  return `A plan of ${
    count(first.requests)
  } requests is shared out, each machine writes its rows, and ` +
    `they are merged. Row by row and column by column (all but <code>shard</code>) they are held ` +
    `against those of one process with the same plan; and so are ${
      count(first.statistics)
    } statistics, ` +
    `sums and means to the last digit: ${how}.`;
}

export function clocksText({ clocks: { rows } }: ShardsData): string {
  const [first] = rows;
  if (!first) return "Nothing was tried.";
  const off = rows.filter((r) => r.skew_sd_s > 0);
  const worst = off.filter((r) => r.start_by === "own clock")
    .toSorted((a, b) => b.ttft_p95_off_percent - a.ttft_p95_off_percent).at(0);
  const offset = worst &&
    off.find((r) =>
      r.start_by === "offset" && r.shards === worst.shards && r.skew_sd_s === worst.skew_sd_s
    );
  return `${
    count(first.requests)
  } arrivals are planned at equal gaps, for a server that all machines ` +
    `share and that has few seats. The clocks are off by a normal error; each machine finds its ` +
    `offset by an exchange of ${seconds(first.round_trip_s)}, there and back.` +
    (worst && offset
      ? ` Where each of ${count(worst.shards)} machines begins by its own clock, off by ${
        seconds(worst.skew_sd_s)
      }, the server gets another load: P95 of the time to first token differs by ${
        offText(worst.ttft_p95_off_percent)
      } from that of one process. Where it begins by that clock and its offset, by ${
        offText(offset.ttft_p95_off_percent)
      }.`
      : "");
}

export function lateText({ late: { rows } }: ShardsData): string {
  const [first] = rows;
  if (!first) return "Nothing was tried.";
  const widest = rows.filter((r) => r.late_share > 0)
    .map((r) => Math.abs(r.lost_percent - r.lost_expected_percent));
  return `Arrivals are random here (Poisson). What is due before a machine is there is a row that was ` +
    `not sent. What the rows say is lost is within ${
      Math.max(0, ...widest).toFixed(2)
    } percentage points of what was planted, over ${
      listed(byShards(rows).map(([shards]) => count(shards)))
    } machines. A run of which more than 1% was lost so is no result, and says why.`;
}

export function faultsText({ faults: { rows } }: ShardsData): string {
  const merged = rows.filter((r) => r.merged).length;
  return `${count(rows.length)} faults were planted, one after the other: ${
    count(merged)
  } times the run is merged all the same, ${
    count(rows.length - merged)
  } times it waits for what is missing. Each is said in a sentence of its own, as it stands here.`;
}

export function costText({ cost: { rows } }: ShardsData): string {
  const last = rows.at(-1);
  if (!last) return "Nothing was measured.";
  const loads = rows.map(({ load }) => load);
  return `Real files, measured: ${count(last.rows)} rows of ${count(last.shards)} machines take ${
    seconds(last.merge_cpu_s)
  } of a processor to merge, with ${last.merge_mib.toFixed(0)} MiB of memory at most, and ${
    seconds(last.judge_cpu_s)
  } to be judged, with ${last.judge_mib.toFixed(0)} MiB. By the clock it was ${
    seconds(last.merge_s)
  } and ${seconds(last.judge_s)}, on ${last.cores} cores on which ${
    Math.max(...loads).toFixed(0)
  } processes at most wanted to run.`;
}
