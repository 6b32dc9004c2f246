/** What a person is told of shards that wait for each other. */
import type { Shard } from "./shard.ts";

const most = 5;
/** "2", "2 and 3", "2, 3 and 7", "2, 3, 4, 5, 6 and 90 more". */
function numbered(indices: number[]): string {
  const more = indices.length - most;
  const named = indices.slice(0, more > 1 ? most : indices.length).map(String);
  if (more > 1) named.push(`${more} more`);
  const last = named.pop()!;
  return named.length ? `${named.join(", ")} and ${last}` : last;
}

/** "Shard 2 of 4 was", "Shards 2 and 3 of 4 were". */
const subject = (missing: number[], { count }: Shard): string =>
  missing.length === 1
    ? `Shard ${missing[0]} of ${count} was`
    : `Shards ${numbered(missing)} of ${count} were`;

/** What a person is told while it waits. */
export const waitingText = (missing: number[], { count }: Shard): string =>
  `${count - missing.length} of ${count} shards are ready; waiting for ${numbered(missing)}.`;

/** Why it waits no longer. */
export const missedText = (missing: number[], shard: Shard, withinS: number): string =>
  `${
    subject(missing, shard)
  } not ready within ${withinS} s (--start-within): nothing was measured. ` +
  "Start all of them again with the same run id.";

/** Whom the run waits for no longer. */
export const goneText = (missing: number[], shard: Shard): string =>
  `${
    subject(missing, shard)
  } not heard of: the run goes on, and what is theirs until they are back is not sent.`;
