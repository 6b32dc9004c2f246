/** `deno task runs note`, `tag`, `invalid` and `disclose`: what a publisher says of a run. */
import { ConfigError } from "../../plan/config.ts";
import { heldSecrets } from "../../plan/held_secrets.ts";
import { printable } from "../../report/table.ts";
import { type Publisher, publisherOf, writePublisher } from "../../store/publisher.ts";
import { readRunFile } from "../../store/run_file.ts";
import { knownSecrets } from "../../targets/secret_variables.ts";
import { wallNow } from "../../wire/clock.ts";
import { runNamed, type RunsOptions } from "./named.ts";

const wrong = (fault: string) => new ConfigError("command line", [fault]);

/** Changes what is said of a run and prints it. Throws `ConfigError` where it is none that may be kept. */
async function say(
  name: string,
  options: RunsOptions,
  change: (before: Publisher) => Partial<Publisher>,
): Promise<number> {
  const { folder, run_id } = await runNamed(name, options);
  const { publisher, faults } = publisherOf((await readRunFile(folder))?.publisher);
  if (!publisher) {
    throw new ConfigError(`${folder}/run.json`, [
      ...faults,
      "mend that by hand, or take its publisher out",
    ], "be changed");
  }
  const now = { ...publisher, ...change(publisher), changed_at: wallNow().toISOString() };
  const refused = [
    ...publisherOf(now).faults.map((fault) => fault.replace("publisher.", "")),
    ...heldSecrets(now, knownSecrets(Deno.env.toObject())).map((fault) =>
      `${fault.split(": ").slice(0, 2).join(" ")}: what is said of a run is published`
    ),
  ];
  if (refused.length) throw new ConfigError("command line", refused);
  await writePublisher(folder, now);
  if (options.json) console.log(JSON.stringify({ run_id, folder, ...now }));
  else for (const line of linesOf(run_id!, now)) console.log(printable(line));
  return 0;
}

function linesOf(run_id: string, said: Publisher): string[] {
  const { note, tags, invalid_because, run_by, interest } = said;
  const lines = [
    ...note ? [`  note: ${note}`] : [],
    ...tags.length ? [`  tags: ${tags.join(" ")}`] : [],
    ...run_by ? [`  run by: ${run_by}`] : [],
    ...interest ? [`  interest: ${interest}`] : [],
    ...invalid_because
      ? [`  invalid: ${invalid_because}`, "  It stays in SQL; the next site has it in no ranking."]
      : [],
  ];
  return [`${run_id}${lines.length ? ":" : " has no note, tag, mark or disclosure."}`, ...lines];
}

/** Gives a run its note, or takes it away. */
export function noteRun(
  name: string,
  text: string | undefined,
  options: RunsOptions & { undo?: boolean },
): Promise<number> {
  if (!!options.undo === (text !== undefined)) throw wrong("give a text, or --undo");
  return say(name, options, () => ({ note: text ?? null }));
}

/** Gives a run tags, or takes them away. */
export const tagRun = (
  name: string,
  tags: string[],
  options: RunsOptions & { remove?: boolean },
): Promise<number> =>
  say(name, options, (before) => ({
    tags: options.remove
      ? before.tags.filter((tag) => !tags.includes(tag))
      : [...new Set([...before.tags, ...tags])],
  }));

/** Marks a run as no result, or takes the mark away. */
export function invalidRun(
  name: string,
  options: RunsOptions & { because?: string; undo?: boolean },
): Promise<number> {
  if (!!options.undo === (options.because !== undefined)) {
    throw wrong("give the reason by --because, or --undo");
  }
  return say(name, options, () => ({ invalid_because: options.because ?? null }));
}

/** Says who ran it and what their interest in the providers is, or takes that away. */
export function discloseRun(
  name: string,
  { runBy, interest, undo, ...options }: RunsOptions & {
    runBy?: string;
    interest?: string;
    undo?: boolean;
  },
): Promise<number> {
  if (!!undo === (runBy !== undefined || interest !== undefined)) {
    throw wrong("give --run-by, --interest or both; or --undo");
  }
  return say(name, options, (before) =>
    undo ? { run_by: null, interest: null } : {
      run_by: runBy ?? before.run_by,
      interest: interest ?? before.interest,
    });
}
