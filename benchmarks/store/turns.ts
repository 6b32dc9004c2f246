/** Works that must not overlap, one after the other in the order in which they were asked for. */

/** Returns what does a work in its turn; one that fails holds no other up. */
export function turns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}
