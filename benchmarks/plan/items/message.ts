/** One message of a request, as it is planned. */
import type { Ask } from "../../providers/provider.ts";

export type Message = Ask["messages"][number];
