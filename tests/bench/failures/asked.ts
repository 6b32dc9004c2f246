/** A plan against a server that gives one written answer after the other. */
import type { Retrying } from "../../../benchmarks/bench/failures/ask_again.ts";
import { plain, rawServer } from "../../support/server.ts";
import { run, stream, turn } from "../turns.ts";

export const retrying: Retrying = {
  max: 2,
  first_wait_s: 0.02,
  most_wait_s: 8,
  seed: 7,
  runEndS: null,
};
export const refused = (status: string, more = "", words = '{"error":{"message":"no"}}') =>
  plain(status, words, `content-type: application/json\r\n${more}`);

/** What became of the first request of a plan of `n` whose answers are these, one after the other, then good ones. */
export async function asked(
  answers: (string | null)[],
  over: Parameters<typeof run>[1] = {},
  n = 1,
) {
  const server = await rawServer((socket, n) => {
    const answer = n < answers.length ? answers[n] : stream;
    if (answer === null) socket.destroy();
    else socket.write(answer, () => answer.endsWith("\r\n\r\n") || socket.destroy());
  });
  try {
    const found = await run(server.url, {
      turns: [turn(n)],
      concurrency: 1,
      retrying,
      warm: false,
      ...over,
    });
    return { ...found, sent: server.requests.length };
  } finally {
    await server.close();
  }
}
