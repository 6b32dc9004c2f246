/** What an import makes of files. */
import { importCommand } from "../../benchmarks/commands/import.ts";
import { captured } from "./llmperf_files.ts";

/** Writes files, imports `paths` of them (default: the whole folder), and returns what was said and done. */
export async function imported(folder: string, files: Record<string, unknown>, paths = [""]) {
  for (const [name, content] of Object.entries(files)) {
    await Deno.mkdir(`${folder}/in/${name}`.replace(/\/[^/]*$/, ""), { recursive: true });
    const text = typeof content === "string" ? content : JSON.stringify(content);
    await Deno.writeTextFile(`${folder}/in/${name}`, text);
  }
  const { result, out, err } = await captured(() =>
    importCommand(paths.map((path) => `${folder}/in/${path}`), {
      resultsDir: `${folder}/runs`,
      json: true,
    })
  );
  const done: { file: string; rows: number }[] = JSON.parse(out.join(""));
  return {
    status: result,
    err: err.join("\n").replaceAll(`${folder}/in/`, ""),
    done: done.map(({ file, rows }) => [file.slice(`${folder}/in/`.length), rows]),
  };
}
