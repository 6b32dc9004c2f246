/** Checks JSON against the keywords of JSON Schema that a report's schema uses; throws where it uses another. */
type Schema = Record<string, unknown>;

const annotations = [
  ...["title", "description", "default", "$defs", "format", "examples", "discriminator"],
  "ge", // pydantic's own word, which no validator reads
];
const types: Record<string, (v: unknown) => boolean> = {
  object: (v) => typeof v === "object" && v !== null && !Array.isArray(v),
  array: Array.isArray,
  string: (v) => typeof v === "string",
  number: (v) => typeof v === "number",
  integer: Number.isInteger,
  boolean: (v) => typeof v === "boolean",
  null: (v) => v === null,
};

/** Faults of a value, with the place of each; none where it fits. */
export function schemaFaults(root: Schema, value: unknown, schema = root, at = "$"): string[] {
  const again = (v: unknown, s: unknown, place: string) =>
    schemaFaults(root, v, s as Schema, place);
  const fields = types.object(value) ? value as Record<string, unknown> : {};
  return Object.entries(schema).flatMap(([keyword, rule]): string[] => {
    const wrong = (is: boolean) => is ? [`${at}: ${keyword} ${JSON.stringify(rule)}`] : [];
    const fitting = () => (rule as Schema[]).filter((s) => !again(value, s, at).length).length;
    if (annotations.includes(keyword)) return [];
    switch (keyword) {
      case "$ref": {
        const name = String(rule).replace("#/$defs/", "");
        return again(value, (root.$defs as Record<string, Schema>)[name], at);
      }
      case "type":
        return wrong(!types[String(rule)](value));
      case "enum":
        return wrong(!(rule as unknown[]).includes(value));
      case "const":
        return wrong(value !== rule);
      case "anyOf":
        return wrong(fitting() === 0);
      case "oneOf":
        return wrong(fitting() !== 1);
      case "minimum":
        return wrong(typeof value === "number" && value < Number(rule));
      case "exclusiveMinimum":
        return wrong(typeof value === "number" && value <= Number(rule));
      case "required":
        return wrong((rule as string[]).some((name) => !(name in fields)));
      case "properties":
        return Object.entries(rule as Record<string, Schema>).flatMap(([name, s]) =>
          name in fields ? again(fields[name], s, `${at}.${name}`) : []
        );
      case "additionalProperties": {
        const known = Object.keys(schema.properties ?? {});
        const others = Object.keys(fields).filter((name) => !known.includes(name));
        if (rule === true) return [];
        if (rule === false) return others.map((name) => `${at}: has no place for ${name}`);
        return others.flatMap((name) => again(fields[name], rule, `${at}.${name}`));
      }
      case "items":
        return Array.isArray(value) ? value.flatMap((v, i) => again(v, rule, `${at}[${i}]`)) : [];
      default:
        throw new Error(`a schema's keyword that is not known here: ${keyword}`);
    }
  });
}
