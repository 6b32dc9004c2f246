/** Which runs have files of their own on a site; the rows of all stand in its store, which SQL asks. */

/**
 * A store of so many requests has a file of all, and of each run. In a larger one the newest runs of targets alone
 * have files, or every row would be on the site twice.
 */
export const wholeRowLimit = 50_000;

/** Condition on a run, named by SQL, of an open store. */
export const hasOwnFile = (run_id: string, limit = wholeRowLimit): string =>
  `((SELECT count(*) FROM requests) <= ${limit} OR ${run_id} IN (SELECT run_id FROM latest))`;
