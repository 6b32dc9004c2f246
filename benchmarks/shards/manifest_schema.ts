/** What a manifest must look like before anything of it is used: it may be of a stranger's store. */
import { z } from "zod";
import { isMoment } from "../store/door/run_of.ts";
import { partOf } from "./paths.ts";
import { mostShards } from "./shard.ts";

const text = z.string();
const said = text.nullish();
const count = z.int().min(0);
const moment = text.refine(isMoment, "is no moment");
const object = z.record(text, z.unknown());

const offset = z.looseObject({
  ...{ reference: text, offset_s: z.number(), uncertainty_s: z.number().min(0) },
  ...{ round_trip_s: z.number(), exchanges: count, at: moment },
});
const part = z.looseObject({
  file: text.refine((name) => partOf(name) !== null, "is no part's name"),
  ...{ rows: count, bytes: count, sha256: text.regex(/^[0-9a-f]{64}$/) },
});
const target = z.looseObject({
  ...{ provider: text, model: text, model_size: said, api: said, endpoint: said },
  ...{ simulated: z.boolean(), tls_verified: z.boolean().optional() },
  ...{ given_up: said, stopped: said, invalid: said },
});
const run = z.looseObject({
  ...{ run_id: text, config_name: text, config_hash: said, workload: text, workload_hash: text },
  ...{ started_at: moment.nullable(), ended_at: moment.nullable(), location: said },
  ...{ seed: z.int().nullish(), config: object.nullish(), targets: z.array(target).min(1) },
  ...{ versions: z.record(text, text), host: object, counts: z.record(text, count) },
  ...{ imported_from: said, selection: said, caveat: said, clock: said, source: said },
  ...{ licence: said, run_by: said, interest: said, invalid: said },
  resumed_at: z.array(moment).optional(),
  resumed_versions: z.array(z.record(text, text)).optional(),
});

export const manifestSchema = z.looseObject({
  ...{ run_id: text, shard: count, shards: z.int().min(1).max(mostShards), plan_sha256: text },
  ...{ planned: count.nullable(), parts: z.array(part), run },
  clock: z.looseObject({
    ...{ before: offset.nullable(), after: offset.nullable(), start_at: moment.nullish() },
  }),
}).refine(({ shard, shards }) => shard < shards, { path: ["shard"], error: "counts from 0" })
  .refine((found) => found.run.run_id === found.run_id, {
    path: ["run", "run_id"],
    error: "is another run's",
  });
