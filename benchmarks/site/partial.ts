/** A file that a process is still writing. */

/** Its name; who waits for that process removes it where the process ended too early. */
export const partialOf = (file: string, pid: number): string => `${file}.${pid}.tmp`;
