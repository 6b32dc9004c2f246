/** Puts the key on a request, after the provider made it: so no fixture and no record can hold one. */
import type { AuthKind, WireRequest } from "../../providers/provider.ts";

/** The request with its key; unchanged where there is none or the provider wants none. */
export function withKey(request: WireRequest, auth: AuthKind, key: string | null): WireRequest {
  if (auth !== "bearer" || key === null || key === "") return request;
  return { ...request, headers: [...request.headers, ["authorization", `Bearer ${key}`]] };
}
