/** The shipped manifests, and what Kubernetes makes of one for a pod. */
import yaml from "js-yaml";
import { filesOf } from "../support/bench.ts";

export interface Variable {
  name: string;
  value?: string;
  valueFrom?: {
    fieldRef?: { fieldPath: string };
    secretKeyRef?: { name: string; key: string; optional?: boolean };
  };
}
export interface Container {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  env?: Variable[];
  envFrom?: { configMapRef: { name: string } }[];
  securityContext: Record<string, unknown>;
  resources: { requests: Record<string, string>; limits: Record<string, string> };
  volumeMounts: { name: string; mountPath: string; readOnly?: boolean }[];
}
export interface PodTemplate {
  metadata: { labels: Record<string, string> };
  spec: {
    subdomain?: string;
    containers: Container[];
    securityContext: Record<string, unknown>;
    automountServiceAccountToken?: boolean;
    volumes: { name: string }[];
  };
}
export interface Manifest {
  /** Where it stands. */
  file: string;
  kind: string;
  metadata: { name: string };
  spec: Record<string, unknown> & { template?: PodTemplate };
}
export interface Kustomization {
  resources: string[];
  configMapGenerator?: { name: string; literals: string[] }[];
}

const root = "deploy/kubernetes";
const yamls = () => [...filesOf(root)].filter((file) => /\.ya?ml$/.test(file)).sort();

/** Every object in the files, the kustomizations left out. */
export const manifests = (): Manifest[] =>
  yamls().filter((file) => !file.endsWith("/kustomization.yaml")).flatMap((file) =>
    (yaml.loadAll(Deno.readTextFileSync(file)) as Manifest[]).map((one) => ({ ...one, file }))
  );

/** By their folders. */
export const kustomizations = (): Map<string, Kustomization> =>
  new Map(
    yamls().filter((file) => file.endsWith("/kustomization.yaml")).map((file) => [
      file.slice(0, file.lastIndexOf("/")),
      yaml.load(Deno.readTextFileSync(file)) as Kustomization,
    ]),
  );

/** The pods of an object, of a CronJob's Job too; null where it has none, or gets them from another file. */
export function podsOf({ spec }: Manifest): PodTemplate | null {
  const job = spec.jobTemplate as { spec?: { template: PodTemplate } } | undefined;
  return spec.template ?? job?.spec?.template ?? null;
}

/** What the cluster knows of a pod, and what its owner gave the cluster. */
export interface Cluster {
  labels: Record<string, string>;
  /** By the name of the secret, then of the key. */
  secrets: Record<string, Record<string, string>>;
  /** By name. */
  configMaps: Record<string, Record<string, string>>;
}

/** Variables and arguments of a pod's container, as a kubelet makes them. */
export function started(
  { env = [], envFrom = [], args = [] }: Container,
  { labels, secrets, configMaps }: Cluster,
): { env: Record<string, string>; args: string[] } {
  const made: Record<string, string> = {};
  // What is not known stays as it is written, and $$ is a dollar.
  const filled = (text: string) =>
    text.replace(/\$\$|\$\((\w+)\)/g, (whole, name) => whole === "$$" ? "$" : made[name] ?? whole);
  for (const { configMapRef: { name } } of envFrom) {
    if (!configMaps[name]) throw new Error(`There is no ConfigMap ${name}`);
    Object.assign(made, configMaps[name]);
  }
  for (const { name, value, valueFrom } of env) {
    const { fieldRef, secretKeyRef } = valueFrom ?? {};
    const label = /^metadata\.labels\['(.+)'\]$/.exec(fieldRef?.fieldPath ?? "")?.[1];
    const secret = secretKeyRef && secrets[secretKeyRef.name]?.[secretKeyRef.key];
    if (value !== undefined) made[name] = filled(value);
    else if (label) made[name] = labels[label] ?? "";
    else if (secret !== undefined) made[name] = secret;
    else if (!secretKeyRef?.optional) throw new Error(`Nothing gives ${name} its value`);
  }
  return { env: made, args: args.map(filled) };
}

/** The ConfigMaps that a kustomization makes of its literals. */
export const configMapsOf = (kustomization: Kustomization): Cluster["configMaps"] =>
  Object.fromEntries((kustomization.configMapGenerator ?? []).map(({ name, literals }) => [
    name,
    Object.fromEntries(literals.map((line) => {
      const end = line.indexOf("=");
      return [line.slice(0, end), line.slice(end + 1)];
    })),
  ]));
