/**
 * The manifests of deploy/kubernetes, as `kubectl kustomize` makes them, against the schemas of Kubernetes, and the
 * examples of docs/kubernetes.md with them. Needs kubectl; no cluster.
 */
import yaml from "js-yaml";
import { check, end, must, pythonWith } from "./peer.ts";

/** From the first that counts failures by index, without being asked to. */
const versions = ["1.29", "1.33", "1.37"];

interface Made {
  kind: string;
  metadata: { name: string };
  spec: JobSpec & { jobTemplate: { spec: JobSpec } };
}
interface JobSpec {
  completions: number;
  parallelism: number;
  completionMode: string;
  template: { spec: { containers: Container[] } };
}
interface Container {
  image: string;
  args: string[];
  env: { name: string; value?: string }[];
  envFrom: { configMapRef: { name: string } }[];
}

const validate = `${await pythonWith("kubernetes-validate", ["kubernetes-validate==1.37.0"])}/bin`;
const folder = await Deno.makeTempDir({ prefix: "tokenboard-kubernetes-" });
await must("cp", ["-r", "deploy/kubernetes", folder]);
const root = `${folder}/kubernetes`;

// The reader's own overlays, as the page has them.
const page = await Deno.readTextFile("docs/kubernetes.md");
const overlay = /```yaml\n# deploy\/kubernetes\/([\w-]+)\/kustomization\.yaml\n([\s\S]*?)```/g;
const overlays = [...page.matchAll(overlay)].map(([, name, text]) => ({ name, text }));
for (const { name, text } of overlays) {
  await Deno.mkdir(`${root}/${name}`);
  await Deno.writeTextFile(`${root}/${name}/kustomization.yaml`, text);
}

async function said(command: string, args: string[]) {
  const { success, stdout, stderr } = await new Deno.Command(command, { args }).output();
  const decoder = new TextDecoder();
  return { success, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

/** Whether a file is what every version of Kubernetes takes, and what was said where it is not. */
async function taken(file: string): Promise<[boolean, string]> {
  for (const version of versions) {
    const { success, out, err } = await said(
      `${validate}/kubernetes-validate`,
      ["--strict", "--kubernetes-version", version, file],
    );
    if (!success) return [false, `${version}: ${out}${err}`];
  }
  return [true, versions.join(", ")];
}

const shardsOf = ({ env }: Container) => env.find((v) => v.name === "TOKENBOARD_SHARDS")?.value;

function checkRun(what: string, objects: Made[], spec: JobSpec) {
  const [container] = spec.template.spec.containers;
  const { completions, parallelism, completionMode } = spec;
  check(
    `${what}: as many pods at once as shards`,
    completionMode === "Indexed" && parallelism === completions &&
      shardsOf(container) === String(completions),
    [completions, parallelism, shardsOf(container)],
  );
  const settings = container.envFrom[0].configMapRef.name;
  const there = objects.some((o) => o.kind === "ConfigMap" && o.metadata.name === settings);
  check(`${what}: its settings are there`, there, settings);
}

try {
  check("the page has overlays of each", overlays.length > 3, overlays.map(({ name }) => name));
  for (const name of ["base", "watch", "site", ...overlays.map(({ name }) => name)]) {
    const { success, out, err } = await said("kubectl", ["kustomize", `${root}/${name}`]);
    check(`${name} is made`, success, err || undefined);
    if (!success) continue;
    const file = `${folder}/${name}.yaml`;
    await Deno.writeTextFile(file, out);
    const [holds, words] = await taken(file);
    check(`${name} is what Kubernetes takes, to the last field`, holds, words);
    const objects = yaml.loadAll(out) as Made[];
    const of = (kind: string) => objects.filter((object) => object.kind === kind);
    const inTheirs = JSON.stringify(objects).match(/"image":"tokenboard"|s3:\/\/tokenboard\//g);
    if (name.startsWith("mine")) check(`${name} has its own image and store`, !inTheirs, inTheirs);
    if (["base", "mine", "mine-there"].includes(name)) checkRun(name, objects, of("Job")[0].spec);
    if (name.endsWith("watch")) {
      checkRun(name, objects, of("CronJob")[0].spec.jobTemplate.spec);
      check("watch begins no run at once", of("Job").length === 0);
    }
    if (name === "mine") {
      const [{ image, args }] = of("Job")[0].spec.template.spec.containers;
      check("mine has its own image, model and rate", true, [image, ...args]);
      check("  in the place of what it was made from", !args.includes("quickstart"));
      check("  and all of them", image.includes("/") && args.includes("--rate=200"), image);
    }
  }
  // Whether a wrong manifest would be found.
  const base = await Deno.readTextFile(`${folder}/base.yaml`);
  const wrong = `${folder}/wrong.yaml`;
  await Deno.writeTextFile(wrong, base.replace("backoffLimitPerIndex", "backoffLimitByIndex"));
  check("a slip in a field's name is not taken", !(await taken(wrong))[0]);
} finally {
  await Deno.remove(folder, { recursive: true });
}
end();
