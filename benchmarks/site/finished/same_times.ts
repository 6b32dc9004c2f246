/** The site of one store is the same, wherever and whenever it is built. */

/**
 * A page, which says when each file that it may read was written on the machine that built it, with `madeMs` in the
 * place of all these times, ms since 1970; without any where it is null.
 */
export const sameTimes = (html: string, madeMs: number | null): string =>
  html.replace(
    /^(registerFile\(.*),"lastModified":\d+/gm,
    madeMs === null ? "$1" : `$1,"lastModified":${madeMs}`,
  );
