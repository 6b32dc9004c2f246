/** The two of LLMPerf's flags that hold more than one value. Faults are added to `faults`. */

/** `name=foo,bar=1`: every part a key and a value, spaces kept. A value may hold `=`, which LLMPerf refused. */
export function metadataOf(text: string, faults: string[]): Record<string, string> {
  if (text === "") return {};
  return Object.fromEntries(
    text.split(",").map((item) => {
      const at = item.indexOf("=");
      if (at < 0) faults.push(`--metadata: "${item}" is not key=value`);
      return [item.slice(0, at), item.slice(at + 1)];
    }),
  );
}

/** A JSON object of extra body fields; `null` is none. */
export function samplingParamsOf(text: string, faults: string[]): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    faults.push("--additional-sampling-params is not JSON");
    return {};
  }
  if (typeof value === "object" && !Array.isArray(value)) return { ...value };
  faults.push('--additional-sampling-params is not a JSON object, such as {"temperature": 0}');
  return {};
}
