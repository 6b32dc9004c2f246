/** Which recorded run is meant. */
import { readRunFile } from "../../store/run_file.ts";
import { runsFolder } from "../../store/views.ts";
import { runNamed } from "../runs/named.ts";

/** The folder of a run: a path, or a name in the folder of runs. */
export async function recordedFolder(
  name: string,
  options: { resultsDir?: string },
): Promise<string> {
  const into = options.resultsDir ?? runsFolder();
  for (const folder of [name.replace(/\/(run\.json)?$/, ""), `${into}/${name}`]) {
    if (await readRunFile(folder)) return folder;
  }
  return (await runNamed(name, options)).folder;
}
