/** A fleet on virtual time: when each request reaches the server that all share, and its answer. No clock runs. */
import { seatQueues } from "../../../benchmarks/simulator/seats.ts";
import type { Schedule } from "../../../benchmarks/simulator/profile.ts";
import type { PlanItem } from "../../../benchmarks/plan/plan.ts";
import type { Machine } from "./machines.ts";
import type { FleetPlan } from "./plan.ts";
import { shareOfTurn } from "./share.ts";

/** What came of a planned request. */
export interface Event {
  machine: Machine;
  item: PlanItem;
  /** When it was due, and if `answer` is there was sent, in truth; 0 is the start that all agreed on, seconds. */
  due_s: number;
  /** The answer with its wait for a seat; null where the machine was not ready in time. */
  answer: Schedule | null;
}

/** Every request of the plan once, in the true order of their moments. */
export function play(plan: FleetPlan, machines: Machine[]): Event[] {
  const { profile, asked, answers } = plan;
  const events = machines.flatMap((machine) =>
    shareOfTurn(plan, machine).map((item): Event => ({
      machine,
      item,
      due_s: machine.start_s + item.scheduledS!,
      answer: null,
    }))
  ).sort((a, b) => a.due_s - b.due_s || a.item.requestIndex - b.item.requestIndex);
  const seats = seatQueues();
  for (const event of events) {
    const { machine, item, due_s } = event;
    if (due_s < machine.ready_s) continue;
    const answer = answers[item.requestIndex];
    event.answer = seats.take(asked.profile, profile.seats, answer, due_s * 1000);
  }
  return events;
}
