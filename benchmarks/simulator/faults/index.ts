/** Every fault of the simulator; `/fault-NAME/v1` is the base URL of one. */
import { answers } from "./answers.ts";
import { brokenOff } from "./broken_off.ts";
import { endings } from "./endings.ts";
import { framing } from "./framing.ts";
import { heldOpen } from "./held_open.ts";
import { hostile } from "./hostile.ts";
import { nested } from "./nested.ts";
import { refusalScripts } from "./refusals.ts";
import { repeated } from "./repeated.ts";
import { values } from "./values.ts";
import { worded } from "./worded.ts";
import { paced, type Script } from "./script.ts";

export const scripts: Script[] = [
  ...answers,
  ...framing,
  ...endings,
  ...brokenOff,
  ...repeated,
  ...refusalScripts,
  ...worded,
  ...hostile,
  ...nested,
  ...values,
  ...heldOpen,
];

const byName = new Map(scripts.map((script) => [script.name, script]));

/** The script of `NAME`, or of `NAME@MS`, paced to so many milliseconds; null where there is none. */
export function scriptNamed(text: string): Script | null {
  const [, name, ms] = /^([^@]*)(?:@(\d{1,9}))?$/.exec(text) ?? [];
  const script = byName.get(name) ?? null;
  return script && ms !== undefined ? paced(script, Number(ms)) : script;
}
