/**
 * Everybody whose API is OpenAI's chat completions, as data: a new one is an entry in `family/`. What
 * one of them sends in addition, one decoder reads for all: a recording reads the same by any name.
 */
import { closed } from "./family/closed.ts";
import type { FamilyEntry } from "./family/entry.ts";
import { hosts } from "./family/hosts.ts";
import { makers } from "./family/makers.ts";
import { servers } from "./family/servers.ts";

export const openaiFamily: FamilyEntry[] = [...makers, ...hosts, ...servers, ...closed];
