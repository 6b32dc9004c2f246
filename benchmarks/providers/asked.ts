/**
 * The two settings that a configuration names alike for everybody, `reasoning_effort` and
 * `service_tier`: each provider says where its vendor's request has them. What was asked is a
 * column; so is what the answer echoes, which proves nothing.
 */
import { isObject, type JsonObject } from "./read/json.ts";
import type { Ask, Json, Provider } from "./provider.ts";
import {
  type Scalar,
  type Setting,
  type SettingName,
  settingNames,
  type Settings,
} from "./setting.ts";

export type { Setting, Settings };

type Asking = Pick<Ask, "model" | "params">;

/** A field that takes whatever value it is given. `others` are further places where it may stand. */
export const at = (path: string, ...others: string[]): Setting => ({
  write: (value) => [path, value],
  reads: [path, ...others],
});

/** A sentence for a provider's page: the fields, null for one that there is not. */
export function settingsSay(effort: string | null, tier: string | null): string {
  const said = [["reasoning_effort", effort], ["service_tier", tier]] as const;
  const sent = said.filter(([, field]) => field !== null)
    .map(([name, field]) => name === field ? `${name} is sent` : `${name} is sent as ${field}`);
  const refused = said.filter(([, field]) => field === null).map(([name]) => name);
  return [
    ...(sent.length
      ? [
        `Of params ${sent.join(", ")}. What was asked is a column; ` +
        "service_tier_echoed is what the answer says of itself, and an echo proves nothing.",
      ]
      : []),
    ...(refused.length
      ? [`For ${refused.join(" and ")} no field is documented: refused before anything is sent.`]
      : []),
  ].join(" ");
}

/**
 * The request with both settings in the vendor's own fields. One without a field stays where it is:
 * a run refuses it before.
 */
export function placed(ask: Ask, settings: Settings): Ask {
  let params: JsonObject = { ...ask.params };
  for (const name of settingNames) {
    const value = params[name];
    const write = settings[name]?.write;
    if (value === null) delete params[name];
    if (!write || !isScalar(value)) continue;
    delete params[name];
    const to = write(value, params);
    if (to) params = withAt(params, to[0].split("."), to[1]);
  }
  return { ...ask, params };
}

/** What is wrong with the settings of a target, by the parameter's name. */
export function settingFaults(provider: Provider, ask: Asking): [SettingName, string][] {
  const settings = provider.settings?.(ask) ?? {};
  return settingNames.flatMap((name): [SettingName, string][] => {
    const { [name]: value, ...params } = ask.params;
    if (value === undefined || value === null) return [];
    const write = settings[name]?.write;
    if (!write) return [[name, `${provider.name} knows no such field and refuses it`]];
    const to = isScalar(value) ? write(value, params) : null;
    if (!to) return [[name, `${provider.name} has no such value: ${JSON.stringify(value)}`]];
    return valueAt(params, to[0]) === undefined
      ? []
      : [[name, `${to[0]}, ${provider.name}'s own field for it, is given too: one of them`]];
  });
}

/** What is asked for, in the vendor's words: a level, a budget in tokens, or on and off. */
export function askedOf(provider: Provider, ask: Ask): Record<SettingName, string | null> {
  const settings = provider.settings?.(ask) ?? {};
  const { params } = placed(ask, settings);
  const word = (name: SettingName) => {
    const values = (settings[name]?.reads ?? []).map((path) => valueAt(params, path));
    const found = values.find(isScalar);
    return found === undefined ? null : String(found);
  };
  return { reasoning_effort: word("reasoning_effort"), service_tier: word("service_tier") };
}

const isScalar = (value: Json | undefined): value is Scalar =>
  ["string", "number", "boolean"].includes(typeof value);

/** A value behind a dotted path; undefined where there is none, or null. */
export function valueAt(fields: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = fields;
  for (const step of path.split(".")) value = isObject(value) ? value[step] : undefined;
  return value ?? undefined;
}

function withAt(fields: JsonObject, [step, ...rest]: string[], value: Json): JsonObject {
  const inner = fields[step];
  return {
    ...fields,
    [step]: rest.length ? withAt(isObject(inner) ? inner : {}, rest, value) : value,
  };
}
