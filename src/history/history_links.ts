/** Where a run is shown. */
import { pageHref, runHref } from "../words/links.js";

/** Address of a run's page; of one whose name no file can have, that of its requests. */
export const runAddress = (run_id: string): string =>
  runHref(run_id) ?? pageHref("requests", { run_id });
