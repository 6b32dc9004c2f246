/** What is recorded for each line of the table of faults, in a sentence; page `/conformance` shows them. */
import type { Line } from "../simulator/faults/script.ts";

export const rights: Record<Line, string> = {
  "nothing wrong: what other lines must equal": "ok, with every moment and the usage it reported.",
  "role first, content later":
    "TTFT is the first content, here 302 ms; the role's moment, 2 ms, stands in a column of its own.",
  "reasoning, then content": "TTFT is the first reasoning (202 ms), content TTFT the first " +
    "content (507 ms), by whatever name the reasoning comes.",
  "tool call only": "TTFT is the first piece of the call's arguments; content is null.",
  "error event inside a 200":
    "Failed, stream_error, with the server's code and message; what came before is kept.",
  "a reason that says it broke off":
    "Failed, stream_error, with the server's reason as its code: a broken " +
    "or withheld answer is no fast success. Its text is kept.",
  "a reason that nobody knows":
    "ok, finish reason other, with the server's word beside it, and counted as unknown.",
  "an error beside the answer":
    "Failed, with the server's code and words, wherever they stand: no credit is " +
    "payment, too many requests rate_limited, all else stream_error.",
  "an error field that tells of none":
    "The same row as without: false, null, an empty object or a code of success is no error.",
  "events of another protocol":
    "Failed, protocol, and the message counts and names the events; beside events of the protocol they are named too.",
  "finish reasons on every chunk, or before the text":
    "The last reason counts, and nothing is finished before its last token.",
  "usage in parts, empty or zero":
    "Of each count the last that is more than zero; a usage that counts nothing says nothing.",
  "a character in two deltas":
    "One character, of the arrival that brought its first half; a half that stays alone becomes U+FFFD.",
  "thought in reasoning_details":
    "TTFT is the first thought, counted once where another field says the same.",
  "neither finish reason nor [DONE]": "Failed, truncated; its tokens and times are kept.",
  "data that is not JSON":
    "Failed, protocol, and the offending text is quoted; what came before is kept.",
  "plain JSON though a stream was asked for":
    "ok, but not streamed: TTFT is null, since nothing says when the first token was made.",
  "kept connection closed before any byte":
    "Sent again at once on a fresh connection, in the same attempt, and " +
    "marked reconnected: our reuse failed, not the server.",
  "connection lost mid-stream, or silent":
    "Failed, connection_reset, idle_timeout or first_token_timeout; partial data is kept.",
  "200 without content": "Failed, empty.",
  "reasoning reported, none streamed":
    "TTFT as it was seen; the reported reasoning stands beside, our " +
    "own count of it is null, and so is the decode rate.",
  "all text in one arrival": "ok; decode rate and time per output token are null.",
  "output cap reached while reasoning": "ok, finish reason length, content null.",
  "reasoning and content in one delta": "Both moments are that arrival's.",
  "no usage": "Counted by the reference tokenizer; the reported counts are null.",
  "usage on every chunk or beside no choices": "The last usage counts.",
  "framing as the SSE standard says":
    "The same row whatever the line ends, byte order mark, comments, unknown fields and events.",
  "split at any byte": "The same row wherever the bytes are cut, code points included.",
  "many tokens an event, many events an arrival": "Events of one arrival share its time.",
  "no final blank line": "The last event is decoded all the same.",
  "gzip though not asked for": "Decoded and flagged: its times are those of the server's flushes.",
  "a content coding that is not there":
    "The same row as without the label: the bytes say what they are, and the label is kept.",
  "refused by words that say more than the status":
    "payment where the account has no credit, auth where the key is wrong, " +
    "whatever the status; a quota of so much in a time is rate_limited.",
  "refused under a rarer status": "Every status from 400 to 599 has a class.",
  "a redirect or a web page":
    "Failed, protocol: a redirect is not followed, and the message says where it leads; a web page is told as one.",
  "refused, in every shape of a body":
    "Class by status, with code, message and the wait it asks for; keys in it are redacted, whose ever they are.",
  "longer than memory":
    "Failed, protocol or timeout, after a bounded number of bytes; what came before is kept.",
  "deeper than a stack":
    "A fault of the answer, never of the run: quoted as text, and what came before is kept.",
  "answer complete, body not ended":
    "ok, and its end is the end mark, or the last thing that was told after the finish " +
    "reason; comments make no answer go on, and the connection is not used again.",
  "body ended, but not by its framing":
    "ok where the answer is complete: how the server leaves is no fault " +
    "of it. Two framings at once are none: failed, protocol.",
  "values that no column can hold":
    "Half a character becomes \ufffd, a count that cannot be is null; the row is written all the same.",
};
