/** What a plan is made of: requests, in turns of their targets. */
import type { Message } from "./message.ts";
import type { Phase } from "./phase.ts";

/** As column `probe_kind` has it. */
export type ProbeKind = "correctness" | "repeat";

export interface PlanItem {
  target: number;
  phase: Phase;
  block: number | null;
  requestIndex: number;
  session: number;
  turn: number;
  /** The message contents joined. */
  prompt: string;
  /** The messages, where they are more than one of a user. */
  messages?: Message[];
  /**
   * Of a later turn of a session: its messages are only what it adds to the request before it and, where answers are
   * live, to the model's own answer; or they are whole.
   */
  follows?: Answers | "whole";
  /**
   * When a later turn is due: seconds after the answer before it ended, or after the session's first request was due
   * and no sooner than that answer ended. Neither: at once.
   */
  afterAnswerS?: number;
  afterFirstS?: number;
  /** Why it cannot be sent any more, of a session that was cut off with its run. */
  unsent?: string;
  /** Attempts that an earlier part of the run made, of which none was to be the last. */
  begun?: Begun;
  promptHash: string;
  /** Of a later turn with live answers: were each answer as long as the plan asks. */
  inputTokensTarget: number;
  /** Null where no limit is set. */
  outputTokensTarget: number | null;
  /** When it is to be sent, seconds from the start of its turn; undefined where no schedule says. */
  scheduledS?: number;
  /** Requests per second that are planned at that moment. */
  ratePlanned?: number;
  /** Most sessions under way that are planned. */
  concurrencyPlanned?: number;
  /** Place in the dataset of an own prompt. */
  place?: number;
  /** Prompt tokens that a perfect prefix cache has, where the configuration measures caching. */
  cachedTokensExpected?: number;
  /** What it finds out, of an item of phase probe. */
  probeKind?: ProbeKind;
  /** The right answer, where there is one. */
  expected?: string;
}

/** What was done of a request before its run was cut off. */
export interface Begun {
  attempts: number;
  /** The provider's name for the first. */
  requestId: string | null;
}

/** Whose answers stand in the later requests of a session: the model's own, or those that were recorded. */
export type Answers = "live" | "recorded";

/** One target's part of one time block. */
export interface Turn {
  target: number;
  phase: Phase;
  block: number | null;
  items: PlanItem[];
  /** Most sessions under way, where it is not the configuration's. */
  concurrency?: number;
  /**
   * When it begins, and what its schedule counts from, nanoseconds of the run's clock; it may be past. Undefined: as
   * soon as all is ready.
   */
  startsAt?: number;
  /** Of a closed loop, seconds after which no session of a phase is begun; the items that are left are not asked. */
  seconds?: Partial<Record<Phase, number>>;
}

/** Whether it is no warm-up: the first of these begins at the start that several processes agreed on. */
export const isMeasured = ({ phase }: Pick<Turn, "phase">): boolean => phase !== "warmup";

/** Keeps text elsewhere than in memory: `get` reads back by the number that `put` gave. */
export interface PromptStore extends StoredPrompts {
  put(text: string): number;
}

/** Reads them back, maybe in another thread. */
export interface StoredPrompts {
  get(place: number): string;
}

/** An item without what it says. */
export type Unsaid = Omit<PlanItem, "prompt" | "messages">;

/** An item that says `messages`; with a store they are kept there. */
export const itemOf = (unsaid: Unsaid, messages: Message[], store: PromptStore | null): PlanItem =>
  store
    ? new StoredItem(unsaid, store, store.put(JSON.stringify(messages)))
    : { ...unsaid, ...said(messages) };

/** The message contents joined, as their tokens are counted. */
export const joined = (messages: Message[]): string => messages.map((m) => m.content).join("");

/** What an item sends, without the messages of the turns before it. */
export const messagesOf = (item: PlanItem): Message[] =>
  item.messages ?? [{ role: "user", content: item.prompt }];

function said(messages: Message[]): Pick<PlanItem, "prompt" | "messages"> {
  const plain = messages.length === 1 && messages[0].role === "user";
  return { prompt: joined(messages), ...(plain ? {} : { messages }) };
}

/** An item whose words are in a store. A plan may have a million: what it says is no property of its own. */
export class StoredItem implements PlanItem {
  declare target: number;
  declare phase: Phase;
  declare block: number | null;
  declare requestIndex: number;
  declare session: number;
  declare turn: number;
  declare promptHash: string;
  declare inputTokensTarget: number;
  declare outputTokensTarget: number | null;
  declare scheduledS?: number;
  declare begun?: Begun;
  declare ratePlanned?: number;
  declare concurrencyPlanned?: number;
  #store: StoredPrompts;
  #place: number;

  constructor(item: Unsaid, store: StoredPrompts, place: number) {
    Object.assign(this, item);
    this.#store = store;
    this.#place = place;
  }

  /** Where its words are in the store. */
  get stored(): number {
    return this.#place;
  }

  get messages(): Message[] {
    return JSON.parse(this.#store.get(this.#place));
  }

  get prompt(): string {
    return joined(this.messages);
  }
}
