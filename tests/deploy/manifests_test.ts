/** What the shipped manifests must hold to whatever else is changed in them. */
import assert from "node:assert/strict";
import { kustomizations, manifests, podsOf } from "./manifests.ts";

const all = manifests();
const named = (kind: string, name: string) =>
  all.find((one) => one.kind === kind && one.metadata.name === name)!;

Deno.test("every file of deploy/kubernetes is used, and every one that is used is there", () => {
  const used = [...kustomizations()].flatMap(([folder, { resources }]) =>
    resources.map((name) => new URL(name, `file:///${folder}/`).pathname.slice(1))
  );
  const files = [...new Set(all.map(({ file }) => file))];
  const folders = [...kustomizations().keys()];
  assert.deepEqual(used.filter((path) => !files.includes(path) && !folders.includes(path)), []);
  assert.deepEqual(files.filter((file) => !used.includes(file)), []);
  for (const kind of ["Job", "CronJob", "Service", "Deployment"]) {
    assert.ok(all.some((one) => one.kind === kind), kind);
  }
});

Deno.test("a run has as many pods at once as shards, and every shard hears of the same number", () => {
  const { spec } = named("Job", "tokenboard-bench");
  const shards = spec.template!.spec.containers[0].env!.find((v) => v.name === "TOKENBOARD_SHARDS");
  assert.equal(spec.completionMode, "Indexed");
  assert.ok(Number(spec.completions) > 1);
  assert.equal(spec.parallelism, spec.completions);
  assert.equal(shards!.value, String(spec.completions));
  // The rounds have no number of their own, which could be another one.
  assert.deepEqual(named("CronJob", "tokenboard-watch").spec.jobTemplate, {});
  assert.equal(Object.values(kustomizationText()).join("").includes("TOKENBOARD_SHARDS"), false);
});

const kustomizationText = () =>
  Object.fromEntries(
    [...kustomizations().keys()].map((folder) => [
      folder,
      Deno.readTextFileSync(`${folder}/kustomization.yaml`),
    ]),
  );

Deno.test("the name by which shards find shard 0 is one that the cluster gives", () => {
  const job = named("Job", "tokenboard-bench");
  const { labels } = job.spec.template!.metadata;
  const { subdomain, containers: [{ args }] } = job.spec.template!.spec;
  const service = named("Service", subdomain!);
  assert.equal(service.spec.clusterIP, "None");
  const selector = service.spec.selector as Record<string, string>;
  assert.deepEqual(Object.keys(selector).map((name) => labels[name]), Object.values(selector));
  const port = (service.spec.ports as { port: number }[])[0].port;
  assert.ok(args!.includes(`--clock-port=${port}`), args!.join(" "));
  assert.ok(args!.includes(`--clock=http://$(JOB_NAME)-0.${subdomain}:${port}`), args!.join(" "));
});

Deno.test("no pod is root, writes where it is not given a volume, or may ask the cluster", () => {
  const templates = all.flatMap((one) => podsOf(one) ?? []);
  assert.equal(templates.length, 3);
  for (const { spec } of templates) {
    assert.equal(spec.automountServiceAccountToken, false);
    assert.equal(spec.securityContext.runAsNonRoot, true);
    assert.ok(Number(spec.securityContext.runAsUser) > 0);
    assert.deepEqual(spec.securityContext.seccompProfile, { type: "RuntimeDefault" });
    for (const { securityContext, resources, volumeMounts } of spec.containers) {
      assert.equal(securityContext.allowPrivilegeEscalation, false);
      assert.equal(securityContext.readOnlyRootFilesystem, true);
      assert.deepEqual(securityContext.capabilities, { drop: ["ALL"] });
      assert.ok(resources.requests.cpu && resources.requests.memory && resources.limits.memory);
      const volumes = spec.volumes.map(({ name }) => name);
      assert.deepEqual(volumeMounts.map(({ name }) => name).sort(), [...volumes].sort());
    }
  }
});

Deno.test("no key is written in a manifest: secrets give them", () => {
  const variables = all.flatMap((one) =>
    (podsOf(one)?.spec.containers ?? []).flatMap(({ env = [] }) => env)
  );
  const keys = variables.filter(({ name }) => /KEY|SECRET|TOKEN$|PASSWORD/.test(name));
  assert.ok(keys.length >= 4);
  for (const { name, valueFrom } of keys) assert.ok(valueFrom?.secretKeyRef, name);
  for (const { configMapGenerator = [] } of kustomizations().values()) {
    const names = configMapGenerator.flatMap(({ literals }) =>
      literals.map((l) => l.split("=")[0])
    );
    assert.deepEqual(names.filter((name) => /KEY|SECRET|TOKEN$|PASSWORD/.test(name)), []);
  }
});
