/** Limits that a reader may set on a request's times: the steps of the sliders, in seconds. */
export const limitSteps = {
  ttft_s: [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2, 3, 4, 5, 7.5, 10, 15, 30],
  tpot_s: [5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500].map((ms) => ms / 1000),
  e2e_latency_s: [0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10, 12.5, 15, 20, 25, 30, 45, 60],
};
/** METHOD's example: what is asked of a request where nobody says otherwise. */
export const usualLimits = { ttft_s: 0.5, tpot_s: 0.05 };
