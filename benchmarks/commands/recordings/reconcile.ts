/** `deno task reconcile RUN`: its recorded answers under the definitions of every tool. */
import { reconcileRun } from "../../queries/recordings/reconciled.ts";
import { besidePrinted } from "../../reconcile/beside.ts";
import { definitionsOf, nameOf } from "../../reconcile/tool_names.ts";
import { besideText, reconcileText } from "../../report/reconcile_text.ts";
import { printable } from "../../report/table.ts";
import { recordedFolder } from "./named.ts";
import { printedIn } from "./printed.ts";

interface Options {
  json?: boolean;
  resultsDir?: string;
  /** A result file of another tool. */
  with?: string;
}

/** Prints each tool's figures and why they differ from ours; 1 where no request could be read. */
export async function reconcileCommand(name: string, options: Options): Promise<number> {
  const printed = options.with ? await printedIn(options.with) : [];
  const targets = await reconcileRun(await recordedFolder(name, options));
  const beside = printed.flatMap(({ imported_from, targets: [{ model }], reported }) => {
    const named = targets.filter((target) => target.model === model);
    if (!named.length) {
      const ours = [...new Set(targets.map((target) => target.model))].join(", ");
      console.error(printable(
        `WARNING: ${options.with} is of ${model}, the recordings are of ${ours}: what is left may be the models'.`,
      ));
    }
    return (named.length ? named : targets).map((target) => ({
      provider: target.provider,
      model: target.model,
      tools: target.tools.filter((tool) => definitionsOf(imported_from).includes(nameOf(tool)))
        .map((tool) => ({ tool: nameOf(tool), figures: besidePrinted(tool, reported!) })),
    }));
  });
  if (options.json) console.log(JSON.stringify(options.with ? { targets, beside } : targets));
  else {
    if (!options.with) console.log(reconcileText(targets));
    for (const one of beside) console.log(besideText(one, options.with!));
  }
  return targets.some(({ requests }) => requests > 0) ? 0 : 1;
}
