/** What a message of a chat completion, or a piece of one, says. */
import { array, type JsonObject, object, string } from "../read/json.ts";
import type { Delta } from "../delta.ts";
import type { Json } from "../provider.ts";

/** Fields of a delta that bring thought; several may stand side by side with the same text: one counts. */
const thoughts = ["reasoning_content", "reasoning", "thinking"];

/** Reads the messages and deltas of one answer; it remembers whether thought came as text of its own. */
export function messageReader(): (delta: JsonObject) => Delta[] {
  let plain = false;
  return (delta) => {
    const thought = thoughts.map((name) => textOf(delta[name])).find((text) => text !== "");
    plain ||= thought !== undefined;
    // The details say it again, beside it or at the end (OpenRouter), or alone (MiniMax).
    return messageDeltas(delta, thought ?? (plain ? "" : textOf(delta.reasoning_details)));
  };
}

function messageDeltas(delta: JsonObject, thought: string): Delta[] {
  const deltas: Delta[] = [];
  const add = (kind: "content" | "reasoning" | "tool_call", text: string) => {
    if (text) deltas.push({ kind, text });
  };
  if (string(delta.role)) deltas.push({ kind: "role" });
  add("reasoning", thought);
  for (const part of array(delta.content)) {
    const { thinking, summary, type } = object(part) ?? {};
    const thought = thinking ?? (type === "reasoning" ? summary ?? object(part)?.text : undefined);
    if (thought !== undefined) add("reasoning", textOf(thought));
    else add("content", textOf([part]));
  }
  if (typeof delta.content === "string") add("content", delta.content);
  add("content", textOf(delta.refusal));
  const calls = array(delta.tool_calls).map((call) => object(object(call)?.function));
  for (const call of [...calls, object(delta.function_call)]) {
    if (!call) continue;
    const text = typeof call.arguments === "string"
      ? call.arguments
      : call.arguments === undefined || call.arguments === null
      ? ""
      : JSON.stringify(call.arguments);
    // A call's name is no token, but says that an answer without arguments is not empty.
    if (text || string(call.name)) deltas.push({ kind: "tool_call", text });
  }
  return deltas;
}

/** A string, or the texts of an array of parts joined. */
function textOf(value: Json | undefined): string {
  if (typeof value === "string") return value;
  return array(value).map((part) =>
    typeof part === "string"
      ? part
      : string(object(part)?.text) ?? string(object(part)?.summary) ?? ""
  )
    .join("");
}
