/** What pages of the live site may do: the same as finished ones, and hear from it what was changed. */
import type { ServerResponse } from "node:http";
import { policyOfFiles, policyOfPage } from "./policy.ts";

const name = "Content-Security-Policy";

/** Sends the policy with an answer of the live site on `port`; that of a page depends on its text. */
export function sendPolicy(response: ServerResponse, port: number): void {
  // Not every browser takes a socket of the page's own host for "self". A policy has no word for an address of IPv6.
  const sockets = ["127.0.0.1", "localhost"].map((host) => `ws://${host}:${port}`);
  response.setHeader(name, policyOfFiles);
  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
  response.end = ((...args: unknown[]) => {
    const isPage = /^text\/html\b/.test(String(response.getHeader("content-type") ?? ""));
    if (isPage && typeof args[0] === "string") {
      response.setHeader(name, policyOfPage(args[0], sockets));
    } else if (isPage) {
      response.removeHeader(name); // "not modified": the browser keeps the page with the policy that it came with
    }
    return end(...args);
  }) as ServerResponse["end"];
}
