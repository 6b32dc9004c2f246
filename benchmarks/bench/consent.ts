/** A configuration that may be a stranger's: what it asks for is shown, and given only where its user says so. */
import { dirname } from "node:path";
import { type Config, ConfigError } from "../plan/config.ts";
import { printable } from "../report/table.ts";
import { terminalQuestion } from "../report/terminal.ts";
import type { Environment } from "../targets/environment.ts";
import { staysIn, type Wish, wishesOf } from "../targets/wishes.ts";

/** What a person allowed on the command line. */
export interface Allowed {
  yes?: boolean;
  allowEnv?: string[];
  allowHost?: string[];
}

export interface Asked {
  /** The file, as its user called it. */
  file: string;
  config: Config;
  allowed: Allowed;
  environment: Environment;
  dryRun: boolean;
  /** A run to make again, or to go on with: it has its own prompts beside it, and reads no others. */
  run: boolean;
  /** The dataset came from the command line. */
  ownDataset: boolean;
  /** Servers of this machine may be asked: others' files may not choose which of them get requests. */
  here: boolean;
}

/**
 * Shows what a file of others asks for and asks its user. True where all of it is allowed; false in
 * a dry run, which needs none of it. Throws `ConfigError` where it is not allowed, which says what
 * would allow it.
 */
export async function consent(
  { file, config, allowed, environment, dryRun, run, ownDataset, here }: Asked,
  ask: ((question: string) => string | null) | null = terminalQuestion(),
): Promise<boolean> {
  const folder = dirname(file);
  const dataset = ownDataset ? null : config.dataset;
  if (run && dataset && !await staysIn(dataset, folder)) {
    throw new ConfigError(file, [
      `its dataset is not in its folder: ${printable(dataset)}; give your own by --dataset`,
    ], "be run");
  }
  const wishes = (await wishesOf(config, folder, environment, dataset))
    .filter((wish) => !(here && wish.here));
  if (!wishes.length || allowed.yes) {
    if (wishes.length) show(file, wishes);
    return true;
  }
  show(file, wishes);
  const missing = wishes.filter((wish) => !isAllowed(wish, allowed));
  if (!missing.length) return true;
  const reads = missing.some((wish) => wish.kind === "file" && wish.name === dataset);
  if (dryRun && !reads) {
    console.error("In a dry run none of it is read or asked.");
    return false;
  }
  if (ask) {
    if (/^y(es)?$/i.test(ask("Allow all of it? [y/N]")?.trim() ?? "")) return true;
    throw new ConfigError(file, ["its user did not allow it"], "be run");
  }
  const names = (kind: Wish["kind"]) => [
    ...new Set(missing.filter((wish) => wish.kind === kind).map((wish) => wish.name)),
  ];
  throw new ConfigError(file, [
    ...names("variable").map((name) => `it asks for the variable ${printable(name)}: --allow-env`),
    ...names("host").map((name) => `it asks the host ${printable(name)}: --allow-host, or --yes`),
    ...names("file").map((name) => `it reads the file ${printable(name)}: --yes`),
    "Nobody could be asked (no terminal). Look at what it asks for; --yes allows all of it, " +
    "--allow-env NAME one variable, --allow-host HOST one host",
  ], "be run without its user's word");
}

/** Who names the variables means the file's hosts, where they are the vendor's or this machine. */
function isAllowed(wish: Wish, { allowEnv = [], allowHost = [] }: Allowed): boolean {
  if (wish.kind === "variable") return allowEnv.includes(wish.name);
  if (wish.kind === "file") return false;
  return allowHost.includes(wish.name) ||
    allowEnv.length > 0 && (wish.here === true || wish.vendors === true);
}

function show(file: string, wishes: Wish[]): void {
  const width = Math.max(...wishes.map(({ name }) => name.length));
  const lines = wishes.map(({ kind, name, use }) =>
    printable(`  ${kind.padEnd(8)}  ${name.padEnd(width)}  ${use}`)
  );
  console.error(
    printable(`${file} may be another's, and asks for:`) + `\n${[...new Set(lines)].join("\n")}`,
  );
}
