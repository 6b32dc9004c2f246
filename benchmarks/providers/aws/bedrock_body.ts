/** What Bedrock's two protocols have in common in their requests. */

/** A model's id or ARN as one step of a path, escaped as AWS's SDKs do: the signature is over these bytes. */
export const pathWord = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
