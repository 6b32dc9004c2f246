/** `deno task watch --print`: what starts the measurements from outside, for this configuration and this folder. */
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { amountWords } from "../budget/budget.ts";
import { isOwnConfig } from "../bench/own_config.ts";
import { type Config, ConfigError, isConfigName } from "../plan/config.ts";
import { wishesOf } from "../targets/wishes.ts";
import { type Printed, scheduleText } from "../watch/schedule.ts";
import type { BenchFlags } from "../bench/flags.ts";

const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");
const template = (file: string) => Deno.readTextFileSync(`${root}/docs/schedule/${file}`);

/** What is printed of the flags of `watch`. */
interface PrintFlags extends Pick<BenchFlags, "budget" | "allowEnv" | "allowHost"> {
  /** Seconds. */
  every?: number;
  /** Share of the interval. */
  jitter?: number;
  /** Options of each round, as they were written. */
  words?: string[];
}

/** Prints it; nothing is measured or written. */
export async function printSchedule(
  kind: Printed,
  name: string,
  config: Config,
  flags: PrintFlags,
): Promise<number> {
  if (flags.every === undefined) {
    throw new ConfigError("command line", ["--every: say how often, such as --every 1h"]);
  }
  const wishes = await wishesOf(config, ".", (name) => Deno.env.get(name), null);
  const named = (
    kind: string,
  ) => [...new Set(wishes.filter((wish) => wish.kind === kind).map((wish) => wish.name))];
  const variables = named("variable").flatMap(variablesOf);
  const own = await isOwnConfig(name);
  const words = [
    isConfigName(name) ? name : fromRoot(name),
    ...wordsFromRoot(flags.words ?? []),
    ...Object.entries(flags.budget ?? {}).flatMap((
      [kind, n],
    ) => ["--budget", amountWords(kind, n)]),
    // A file from elsewhere is asked about, and nobody is there to answer.
    ...(own ? flags.allowEnv ?? [] : variables).flatMap((one) => ["--allow-env", one]),
    ...(own ? flags.allowHost ?? [] : named("host")).flatMap((one) => ["--allow-host", one]),
  ];
  const deno = Deno.execPath();
  console.log(
    scheduleText(kind, {
      words,
      name: config.name,
      everySeconds: flags.every,
      jitter: flags.jitter ?? 0.1,
      folder: root,
      path: placeOf("npx"),
      // What npx keeps may be gone tomorrow.
      deno: /[\\/]_npx[\\/]/.test(deno) ? ["npx", "-y", `deno@${Deno.version.deno}`] : [deno],
      variables,
    }, template).trimEnd(),
  );
  return 0;
}

/** A path as it reads in the folder of the project, where a round is begun. */
function fromRoot(path: string): string {
  const inFolder = relative(root, resolve(path));
  return inFolder.startsWith("..") ? resolve(path) : inFolder;
}

const wordsFromRoot = (words: string[]): string[] =>
  words.map((word, i) => ["--dataset", "--trace"].includes(words[i - 1]) ? fromRoot(word) : word);

/** The folder on the PATH that has a program, where cron and systemd would not look; what npx made is none. */
function placeOf(program: string): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":")
    .filter((folder) => folder.startsWith("/") && !folder.includes("node_modules"));
  const found = folders.find((folder) => existsSync(`${folder}/${program}`));
  return found && ["/usr/local/bin", "/usr/bin", "/bin"].includes(found) ? undefined : found;
}

/** Several variables that one word stands for. */
const variablesOf = (name: string): string[] =>
  name === "AWS_*"
    ? ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"]
    : name === "GOOGLE_*"
    ? ["GOOGLE_APPLICATION_CREDENTIALS"]
    : [name];
