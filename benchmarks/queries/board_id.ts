/** Names of boards: what a table may hold, as a word that stays the same in every build and can stand in an address. */

/** SQL of a text in small letters, digits, dots and single dashes; whatever else it has, its digest tells it apart. */
const word = (sql: string): string =>
  `CASE WHEN regexp_full_match(${sql}, '[a-z0-9]+([.-][a-z0-9]+)*') AND length(${sql}) <= 48
      OR ${sql} = '' THEN ${sql}
    ELSE regexp_replace(left(regexp_replace(lower(${sql}), '[^a-z0-9.]+', '-', 'g'), 40),
      '^[.-]+|[.-]+$', '', 'g') || '--' || left(md5(${sql}), 8) END`;

/**
 * SQL of the board a row of view `requests` stands on: `MODEL_PLACE_WORKLOAD`, with `_simulated` behind those of the
 * simulator. MODEL is the size where the row has one, PLACE is empty where it is unknown, WORKLOAD is the workload's
 * hash. The pages read it in src/words/board_id.ts.
 */
export const boardId = (alias: string): string =>
  `concat(${word(`coalesce(${alias}.model_size, ${alias}.model)`)}, '_', ${
    word(`coalesce(${alias}.location, '')`)
  }, '_', ${
    word(`coalesce(${alias}.workload_hash, '')`)
  }, CASE WHEN ${alias}.simulated THEN '_simulated' ELSE '' END)`;
