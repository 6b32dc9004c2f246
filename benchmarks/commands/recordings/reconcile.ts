/** `deno task reconcile RUN`: its recorded answers under the definitions of every tool. */
import { reconcileRun } from "../../queries/recordings/reconciled.ts";
import { reconcileText } from "../../report/reconcile_text.ts";
import { recordedFolder } from "./named.ts";

/** Prints each tool's figures and why they differ from ours; 1 where no request could be read. */
export async function reconcileCommand(
  name: string,
  options: { json?: boolean; resultsDir?: string },
): Promise<number> {
  const targets = await reconcileRun(await recordedFolder(name, options));
  console.log(options.json ? JSON.stringify(targets) : reconcileText(targets));
  return targets.some(({ requests }) => requests > 0) ? 0 : 1;
}
