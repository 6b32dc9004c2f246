/** JSON nested deeper than whoever walks it level by level can follow. */
import { content, done, event, finish, role, scriptsOf, sse, stream } from "./chat.ts";
import type { Head, Script } from "./script.ts";

const levels = 30_000;
const deep = (open: string, close: string) => open.repeat(levels) + "1" + close.repeat(levels);
const objects = deep('{"error":', "}");
const arrays = deep("[", "]");

const json = (status: number): Head => ({
  status,
  headers: [["content-type", "application/json"]],
  framing: "chunked",
});
const hello = role + content("Hello");
const whole = finish() + done;

export const nested: Script[] = scriptsOf("deeper than a stack", {
  "deep-refusal": stream([objects], { head: json(400) }),
  "deep-refusal-arrays": stream([`{"error":${arrays}}`], { head: json(429) }),
  "deep-answer": stream([`{"choices":${arrays}}`], { head: json(200) }),
  "deep-event": stream([hello, event(`{"choices":${arrays}}`), whole], { head: sse }),
  "deep-error": stream([hello, event(objects), whole], { head: sse }),
});
