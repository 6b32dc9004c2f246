/** Answers of AWS that say no: the error's name stands in a header or in the body, beside a status that says less. */
import { jsonFailure } from "../read/failure.ts";
import { bounded, object, parseJson, string } from "../read/json.ts";
import type { ErrorClass, ErrorInfo } from "../delta.ts";
import type { Exchange } from "../recording.ts";

/** Where the name says more than the status, which may be 400, 408, 424 or 429 for these. */
const classOfName: Record<string, ErrorClass> = {
  ThrottlingException: "rate_limited",
  TooManyRequestsException: "rate_limited",
  ServiceQuotaExceededException: "rate_limited",
  ModelNotReadyException: "server_error",
  ModelErrorException: "server_error",
  ModelError: "server_error",
  ModelTimeoutException: "timeout",
  AccessDeniedException: "auth",
  ExpiredTokenException: "auth",
  ExpiredToken: "auth",
  IncompleteSignatureException: "auth",
  InvalidSignatureException: "auth",
  MissingAuthenticationTokenException: "auth",
  UnrecognizedClientException: "auth",
};

/** Reads a non-2xx answer of an AWS service. */
export function awsFailure(exchange: Exchange): ErrorInfo {
  const info = jsonFailure(exchange);
  const text = new TextDecoder().decode(exchange.bytes.subarray(0, 65536));
  const body = object(parseJson(text)) ?? {};
  const name = errorName(exchange.headers) ?? bare(string(body.__type)) ?? string(body.ErrorCode);
  // Gateways write the message with a capital letter, SageMaker puts the container's own beside it.
  const message = string(body.message) ?? string(body.Message);
  return {
    ...info,
    class: info.class !== "payment" && name && Object.hasOwn(classOfName, name)
      ? classOfName[name]
      : info.class,
    code: name ?? info.code,
    message: message === undefined ? info.message : bounded(message),
  };
}

const errorName = (headers: [string, string][]) =>
  bare(headers.find(([name]) => name.toLowerCase() === "x-amzn-errortype")?.[1]);

/** `ThrottlingException` of `com.amazon#ThrottlingException:http://internal.amazon.com/...`. */
const bare = (name: string | undefined) => name?.split(":")[0].split("#").at(-1) || undefined;
