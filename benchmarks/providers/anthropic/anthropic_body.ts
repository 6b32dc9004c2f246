/** The body of a Messages request, for everything that hosts Anthropic's models. */
import { at, type Setting } from "../asked.ts";
import { withoutNulls } from "../body.ts";
import type { Ask, Json } from "../provider.ts";

/** Thinking may be asked for by a budget of tokens as well, or only turned on and off. */
export const anthropicEffort: Setting = at(
  "output_config.effort",
  "thinking.budget_tokens",
  "thinking.type",
);

/** The protocol refuses a request without a limit; where none was asked for, one that every model allows. */
const unlimited = 4096;

/**
 * A streamed request's fields. `own` are the host's. Parameters of the configuration win over ours; null takes a
 * field out. The vendor answers 400 to a field it does not know: that row says more than leaving it out would.
 */
export function anthropicBody(ask: Ask, own: Record<string, Json>): Record<string, Json> {
  const system = ask.messages.filter((m) => m.role === "system").map((m) => m.content);
  const fields: Record<string, Json> = {
    ...own,
    max_tokens: ask.maxOutputTokens ?? unlimited,
    messages: ask.messages.filter((m) => m.role !== "system")
      .map(({ role, content }) => ({ role, content })),
    system: system.length ? system.join("\n\n") : null,
    ...ask.params,
  };
  return withoutNulls(fields);
}
