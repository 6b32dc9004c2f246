/** What a configuration asks for that only its user may give: hosts, variables of the environment, files. */
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { Config, Target } from "../plan/config.ts";
import { providers } from "../providers/index.ts";
import { isLoopback } from "../wire/hosts.ts";
import { isAws } from "./aws_target.ts";
import type { Environment } from "./environment.ts";
import { googleAddress } from "./google_target.ts";
import { defaultKeyName } from "./llm_api.ts";
import { ownAddress } from "./own_address.ts";

/** One of them, and what for. */
export interface Wish {
  kind: "host" | "variable" | "file";
  name: string;
  use: string;
  /** Of a host: this machine. */
  here?: boolean;
  /** Of a host: the vendor's own for that protocol. */
  vendors?: boolean;
}

/** Everything that a configuration asks for; `dataset` where it is the configuration's own word, not its user's. */
export async function wishesOf(
  config: Config,
  folder: string,
  environment: Environment,
  dataset: string | null,
): Promise<Wish[]> {
  const wishes = config.targets.flatMap((target) => wishesOfTarget(target, environment));
  const files = config.targets.flatMap((t): [string | undefined, string][] => [
    [t.ca_file, `ca_file of ${t.provider}`],
    [t.unix_socket, `unix_socket of ${t.provider}`],
  ]);
  if (dataset) files.push([dataset, "dataset, sent to its hosts"]);
  for (const [path, use] of files) {
    if (path && !await staysIn(path, folder)) {
      wishes.push({ kind: "file", name: resolve(path), use });
    }
  }
  return wishes;
}

function wishesOfTarget(target: Target, environment: Environment): Wish[] {
  // What a simulator of ours is told says nothing to anybody.
  const protocol = providers.find((p) => p.name === target.api);
  const wishes: Wish[] = [];
  const given = target.base_url ??
    (protocol && !target.simulate ? ownAddress(protocol.about, environment) : null);
  const url = protocol?.auth === "google" && !target.simulate
    ? googleAddress(given, environment)
    : given;
  const host = url && URL.canParse(url) ? new URL(url).host : "the simulator";
  const asked = target.simulate ? [] : [url, ...(target.follow_origins ?? [])];
  const hosts = [...asked, target.metrics_url];
  for (const one of hosts.filter((url): url is string => !!url && URL.canParse(url))) {
    const base = protocol?.about.base;
    wishes.push({
      kind: "host",
      name: new URL(one).host,
      use: `target ${target.provider}`,
      here: isLoopback(one),
      vendors: !!base && URL.canParse(base) && new URL(base).origin === new URL(one).origin,
    });
  }
  const variable = (name: string, use: string) =>
    wishes.push({ kind: "variable", name, use: `sent to ${host} ${use}` });
  for (const [header, value] of Object.entries(target.headers)) {
    for (const [, name] of value.matchAll(/\$\{(\w+)\}/g)) variable(name, `in header ${header}`);
  }
  if (target.api_key_env) variable(target.api_key_env, "as its key");
  else if (protocol && url && !target.simulate) {
    if (isAws(protocol.auth)) variable("AWS_*", "as a signature by this machine's keys of AWS");
    else if (protocol.auth === "google") variable("GOOGLE_*", "as this machine's token of Google");
    else {
      const name = defaultKeyName(target.api, url, environment);
      if (name) variable(name, "as its key");
    }
  }
  return wishes;
}

/** Whether a file is in a folder, links followed; one that is not there by its name. */
export const isWithin = async (path: string, folder: string): Promise<boolean> =>
  isBelow(await real(path), await real(folder));

/** The same of a path that another wrote: one that leads out by its words is not even looked for. */
export const staysIn = async (path: string, folder: string): Promise<boolean> =>
  isBelow(resolve(path), resolve(folder)) && await isWithin(path, folder);

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !/^\.\.[/\\]/.test(way) && !isAbsolute(way);
}

async function real(path: string): Promise<string> {
  const whole = resolve(path);
  try {
    return await Deno.realPath(whole);
  } catch {
    return dirname(whole) === whole ? whole : join(await real(dirname(whole)), basename(whole));
  }
}
