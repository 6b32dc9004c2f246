/** Streams of any shape and text, well formed or not, as servers of two protocols may frame them. */
import fc from "fast-check";

/** What a text may stand beside in its event, and how a server may write it. */
const shape = fc.record({
  space: fc.constantFrom("", " "),
  field: fc.constantFrom("content", "content", "content", "reasoning", "reasoning_content", "text"),
  ahead: fc.constantFrom("", "", "", '"role":"assistant",', '"content":"a",', '"content":"tool",'),
  behind: fc.constantFrom(
    "",
    "",
    "",
    ',"content":null',
    ',"error":"x"',
    ',"x":"data: "',
    ',"reasoning":"b"',
  ),
  more: fc.constantFrom(
    "",
    "",
    "",
    ',"choices":[]',
    ',"usage":{"prompt_tokens":1}',
    ',"id":"a"',
    ',"id":"b"',
  ),
});
/** Pieces that meet what the short way looks for. */
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.constantFrom("", " the", "é", '"', "\\", "\n", "\u0001", '"}', "content", "[DONE]", "\ud83d"),
);
/** The text as a server writes it, or as none may. */
const written = fc.tuple(text, fc.constantFrom("json", "ascii", "raw")).map(([value, how]) => {
  const json = JSON.stringify(value).slice(1, -1);
  if (how === "raw") return value;
  return how === "json" ? json : json.replace(
    /[\u0080-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
});
/** Chat completions, and legacy ones. */
export const stream = fc.array(fc.tuple(shape, fc.array(written, { minLength: 1, maxLength: 8 })), {
  minLength: 1,
  maxLength: 4,
}).map((runs) =>
  runs.flatMap(([{ space, field, ahead, behind, more }, texts]) =>
    texts.map((inside) => {
      const said = `${ahead}"${field}":${space}"${inside}"${behind}`;
      const choice = field === "text" ? said : `"delta":{${said}}`;
      return `data: {"choices":[{${choice}}]${more}}\n\n`;
    })
  ).join("")
);

/** Anthropic's content blocks. */
export const blocks = fc.array(
  fc.record({
    index: fc.nat(2),
    start: fc.constantFrom("", '{"type":"text","text":"a"}', '{"type":"tool_use","input":{"a":1}}'),
    type: fc.constantFrom("text_delta", "text_delta", "thinking_delta", "input_json_delta"),
    field: fc.constantFrom("text", "text", "thinking", "partial_json"),
    ahead: fc.constantFrom("", "", '"text":"tool",', '"type":"error",'),
    named: fc.boolean(),
    stop: fc.boolean(),
    texts: fc.array(written, { minLength: 1, maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 4 },
).map((all) =>
  all.map(({ index, start, type, field, ahead, named, stop, texts }) => {
    const framed = (name: string, rest: string) =>
      `${named ? `event: ${name}\n` : ""}data: {"type":"${name}","index":${index}${rest}}\n\n`;
    return (start && framed("content_block_start", `,"content_block":${start}`)) +
      texts.map((inside) =>
        framed("content_block_delta", `,"delta":{"type":"${type}",${ahead}"${field}":"${inside}"}`)
      ).join("") +
      (stop ? framed("content_block_stop", "") : "");
  }).join("")
);

/** What may come into a body that does not belong there. */
export const damage = fc.constantFrom(
  "",
  "\r",
  "\n",
  "\r\n",
  '"',
  "\\",
  "{",
  "}",
  ",",
  "data: ",
  ": ",
  "\ufeff",
  "x",
);
