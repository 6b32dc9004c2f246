/**
 * `disputes.jsonc` in the folder of a store: figures that somebody contests, with the reason and the day. The figure
 * stays as it was computed; pages and files mark it.
 */
import { z } from "zod";
import { metrics } from "../../metrics/metrics.ts";
import { day, readSettings, text } from "./publisher_file.ts";

const schema = z.array(z.strictObject({
  provider: text(300),
  model: text(300).optional().describe("This model alone (default: all of the provider)"),
  run_id: text(300).optional().describe("The figures of this run alone (default: of every run)"),
  metric: z.enum(metrics.map(({ name }) => name), "must be a metric of the catalogue, as ttft_s")
    .optional().describe("This metric alone, by its name (default: all)"),
  reason: text(500).describe("What is contested and why, as the page prints it"),
  date: day.describe("The day it was contested"),
  by: text(300).optional().describe("Who contests it"),
})).max(1000);

export type Dispute = z.infer<typeof schema>[number];

/** Whom a dispute names and no system of `shown` is, in a sentence each: a slip of the hand would mark nothing. */
export const unmetDisputes = (
  all: readonly Dispute[],
  shown: readonly { provider: string; model: string; run_id: string }[],
): string[] =>
  all.filter(({ metric: _, ...dispute }) =>
    !shown.some((system) => disputesOf([dispute], { ...system, metric: "" }).length)
  ).map(({ provider, model, run_id }) =>
    `disputes.jsonc names what no board shows: ${
      [provider, model, run_id].filter((word) => word !== undefined).join(" ")
    }`
  );

/** The disputes of the store in `folder`; none without such a file. Throws `ConfigError`, with lines. */
export const readDisputes = async (folder: string): Promise<Dispute[]> =>
  await readSettings(`${folder}/disputes.jsonc`, schema, {
    as: "be used as a list of disputes",
    published: "what is disputed",
  }) ?? [];

/** The disputes of one figure. */
export const disputesOf = (
  all: readonly Dispute[],
  of: { provider: string; model: string; run_id: string; metric: string },
): Dispute[] =>
  all.filter((dispute) =>
    dispute.provider === of.provider &&
    (["model", "run_id", "metric"] as const).every((name) =>
      dispute[name] === undefined || dispute[name] === of[name]
    )
  );
