/** Columns of what was seen on the wire: the moments of an attempt, and the stream. */
import { group } from "./column.ts";

const instants = group("instants");
const stream = group("stream");

export const arrivalColumns = {
  schedule_lag_s: instants.column(
    "DOUBLE",
    "s",
    "started minus scheduled: health of the harness, not of the provider.",
  ),
  dns_s: instants.column("DOUBLE", "s", "Host name resolved; null when the connection was reused."),
  connect_s: instants.column("DOUBLE", "s", "TCP connected; null when the connection was reused."),
  tls_s: instants.column(
    "DOUBLE",
    "s",
    "TLS established; null when the connection was reused or plain.",
  ),
  sent_s: instants.column("DOUBLE", "s", "Last byte of the request written."),
  headers_s: instants.column("DOUBLE", "s", "Response headers arrived."),
  first_byte_s: instants.column("DOUBLE", "s", "First byte of the body arrived."),
  first_event_s: instants.column("DOUBLE", "s", "First decoded event of the stream."),
  role_s: instants.column("DOUBLE", "s", "First delta that announced a role."),
  reasoning_s: instants.column("DOUBLE", "s", "First non-empty reasoning delta."),
  tool_call_s: instants.column("DOUBLE", "s", "First non-empty tool-call delta."),
  ttft_s: instants.column(
    "DOUBLE",
    "s",
    "Time to first token: first arrival with a non-empty content, reasoning or tool-call delta.",
  ),
  ttft_content_s: instants.column(
    "DOUBLE",
    "s",
    "First arrival with non-empty content: what LLMPerf called TTFT.",
  ),
  last_token_s: instants.column("DOUBLE", "s", "Last token-bearing arrival."),
  finish_s: instants.column(
    "DOUBLE",
    "s",
    "The last finish reason was seen; never before last_token_s.",
  ),
  e2e_latency_s: instants.column(
    "DOUBLE",
    "s",
    "End of the response body. Where the server keeps it open though the answer is over: " +
      "its end mark, or the last thing that it sent after its finish reason.",
  ),

  chunks: stream.column(
    "INTEGER",
    "arrivals",
    "Token-bearing arrivals; one arrival is one read of the socket.",
  ),
  chunk_at_s: stream.column("DOUBLE[]", "s", "Time of each token-bearing arrival."),
  chunk_chars: stream.column(
    "INTEGER[]",
    "characters",
    "Characters of text in each token-bearing arrival.",
  ),
  http_version: stream.column("VARCHAR", "", "Negotiated HTTP version."),
  connection_reused: stream.column("BOOLEAN", "", "Sent over a connection that was already open."),
  reconnected: stream.column(
    "BOOLEAN",
    "",
    "A reused connection was dead and the request was sent again on a fresh one.",
  ),
  content_encoding: stream.column(
    "VARCHAR",
    "",
    "Content coding that the server named for the body; none was asked for.",
  ),
  streamed: stream.column(
    "BOOLEAN",
    "",
    "False where a plain answer came although a stream was asked for.",
  ),
} as const;
