/** The lines prompts are made of: Shakespeare's sonnets (public domain), as LLMPerf selected them. */

/** The lines, each with its line break except, as in the file, the last. */
export async function readSonnets(): Promise<string[]> {
  const text = await Deno.readTextFile(new URL("./sonnets.txt", import.meta.url));
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
