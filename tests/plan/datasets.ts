/** Datasets of the tests. */

export async function withFile(
  text: string,
  work: (path: string, folder: string) => Promise<void>,
) {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/own.jsonl`, text);
    await work(`${folder}/own.jsonl`, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
export const jsonl = (...entries: unknown[]) =>
  entries.map((e) => JSON.stringify(e) + "\n").join("");

export const user = (content: string) => ({ role: "user", content });
export const chat = [{ role: "system", content: "Be brief." }, user("Name a colour.")];
export const human = { from: "human", value: "What is it?" };
export const answer = { from: "gpt", value: "It is a thing." };
