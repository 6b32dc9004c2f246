/**
 * The Job of deploy/kubernetes/base, by processes of this machine: each has the variables and arguments that Kubernetes
 * would give its pod. What a cluster is besides is played: an object store, its key, a volume for each pod, and a
 * network in which the pod of shard 0 has its name.
 */
import assert from "node:assert/strict";
import { parse } from "jsonc-parser";
import { openPlace } from "../../benchmarks/places/open.ts";
import { inFolder, run } from "../support/bench.ts";
import { s3Server } from "../support/s3_server.ts";
import { freePort } from "../support/free_port.ts";
import { checkShared } from "../support/shared_run.ts";
import { keepsConnections } from "../support/stores/bucket.ts";
import { configMapsOf, kustomizations, manifests, started } from "./manifests.ts";

const base = "deploy/kubernetes/base";
const uid = "5f0c1d62-7a3e-4b1f-9d4c-2e8a6b7c9d01";
const planned = 24;

/** The configuration that the Job names, with one turn for each target: ten take a minute and a half. */
async function shortOf(name: string, folder: string): Promise<string> {
  const config = parse(await Deno.readTextFile(`benchmarks/configs/${name}.jsonc`));
  const file = `${folder}/${name}.json`;
  const short = { ...config, $schema: undefined, blocks: 1, requests: planned };
  await Deno.writeTextFile(file, JSON.stringify(short));
  return file;
}

Deno.test("the pods of the shipped Job make one run in a bucket", keepsConnections, async () => {
  const job = manifests().find(({ kind, file }) => kind === "Job" && file.startsWith(base))!;
  const [container] = job.spec.template!.spec.containers;
  const shards = Number(job.spec.completions);
  const configMaps = configMapsOf(kustomizations().get(base)!);
  const store = configMaps["tokenboard-settings"].TOKENBOARD_STORE;
  const server = await s3Server(new URL(store).host);
  const { AWS_ENDPOINT_URL, ...secrets } = server.env;
  const { env, args } = started(container, {
    labels: {
      "batch.kubernetes.io/controller-uid": uid,
      "batch.kubernetes.io/job-name": job.metadata.name,
    },
    secrets: { "tokenboard-store": secrets },
    configMaps,
  });
  const port = String(freePort());
  const [config, ...options] = args.map((arg) =>
    arg.replace(`${job.metadata.name}-0.tokenboard`, "127.0.0.1").replace("9464", port)
  );
  assert.equal(env.TOKENBOARD_DATA, container.volumeMounts[0].mountPath);
  try {
    await inFolder(async (folder) => {
      const short = await shortOf(config, folder);
      await Promise.all(Array.from({ length: shards }, async (_, index) => {
        const volume = `${folder}/pod-${index}`;
        await Deno.mkdir(volume);
        const done = await run(["bench", short, ...options], {
          ...env,
          TOKENBOARD_DATA: volume,
          AWS_ENDPOINT_URL,
          JOB_COMPLETION_INDEX: `${index}`,
        });
        assert.equal(done.code, 0, `pod ${index}: ${done.err}`);
      }));
      const place = await openPlace(store, server.environment);
      const merged = `${folder}/${uid}`;
      await Deno.mkdir(merged);
      for (const name of ["run.json", "requests.parquet"]) {
        await place.fetch(`runs/${uid}/${name}`, `${merged}/${name}`);
      }
      const expected = { shards, targets: 3, planned };
      for (const [what, holds, seen] of await checkShared(merged, expected)) {
        assert.ok(holds, `${what}: ${JSON.stringify(seen)}`);
      }
    });
  } finally {
    await server.close();
  }
});
