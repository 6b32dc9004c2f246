/** Quantiles of which two systems are compared, rising. */
export const levels = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
