/** How exact times must be that several processes took, or that a schedule asked for. */

/** What share of a target's arrivals may be dropped for our own lateness: what is dropped counts against the target. */
export const mostTooLate = 0.01;

/** Where the clocks of two machines are known to this, milliseconds, it is known well enough which moment was first. */
export const clockLimitMs = 10;
