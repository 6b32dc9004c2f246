/** `deno task runs note`, `tag`, `invalid` and `disclose`: what a publisher says of a run. */
import { ConfigError } from "../../plan/config.ts";
import { heldSecrets } from "../../plan/held_secrets.ts";
import { printable } from "../../report/table.ts";
import { type Publisher, publisherOf, writePublisher } from "../../store/publisher.ts";
import { BeingWritten } from "../../store/journal/writer_lock.ts";
import { knownSecrets } from "../../targets/secret_variables.ts";
import { monotonicMs, sleep, wallNow } from "../../wire/clock.ts";
import { runNamed, type RunsOptions } from "./named.ts";

const waitsMs = 3000;
const wrong = (fault: string) => new ConfigError("command line", [fault]);

/** Changes what is said of a run and prints it. Throws `ConfigError` where it is none that may be kept. */
async function say(
  name: string,
  options: RunsOptions,
  change: (before: Publisher) => Partial<Publisher>,
): Promise<number> {
  const { folder, run_id } = await runNamed(name, options);
  let now: Publisher;
  await inTurn(() => writePublisher(folder, (found) => now = changed(folder, found, change)));
  if (options.json) console.log(JSON.stringify({ run_id, folder, ...now! }));
  else for (const line of linesOf(run_id!, now!)) console.log(printable(line));
  return 0;
}

/** Waits for others who say something of the same run; whoever measures it takes longer than that. */
async function inTurn(write: () => Promise<void>): Promise<void> {
  for (const until = monotonicMs() + waitsMs;;) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof BeingWritten) || monotonicMs() > until) throw error;
      await sleep(20);
    }
  }
}

/** What is said of a run from now on. */
function changed(
  folder: string,
  found: unknown,
  change: (before: Publisher) => Partial<Publisher>,
): Publisher {
  const { publisher, faults } = publisherOf(found);
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
  return now;
}

/** A text as it was typed, without the blanks about it; undefined where none was. */
function typed(what: string, text: string | undefined): string | undefined {
  if (text?.trim() === "") throw wrong(`${what}: is blank`);
  // What a command line has in another encoding comes as this.
  if (text?.includes("\ufffd")) throw wrong(`${what}: holds bytes that are no text`);
  return text?.trim();
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
  const note = typed("the note", text) ?? null;
  return say(name, options, () => ({ note }));
}

/** Gives a run tags, or takes them away. */
export const tagRun = (
  name: string,
  tags: string[],
  options: RunsOptions & { remove?: boolean },
): Promise<number> => {
  if (!options.remove) tags.forEach((tag) => typed("a tag", tag));
  return say(name, options, (before) => ({
    tags: options.remove
      ? before.tags.filter((tag) => !tags.includes(tag))
      : [...new Set([...before.tags, ...tags])],
  }));
};

/** Marks a run as no result, or takes the mark away. */
export function invalidRun(
  name: string,
  options: RunsOptions & { because?: string; undo?: boolean },
): Promise<number> {
  if (!!options.undo === (options.because !== undefined)) {
    throw wrong("give the reason by --because, or --undo");
  }
  const invalid_because = typed("--because", options.because) ?? null;
  return say(name, options, () => ({ invalid_because }));
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
  const said = { run_by: typed("--run-by", runBy), interest: typed("--interest", interest) };
  return say(name, options, (before) =>
    undo ? { run_by: null, interest: null } : {
      run_by: said.run_by ?? before.run_by,
      interest: said.interest ?? before.interest,
    });
}
