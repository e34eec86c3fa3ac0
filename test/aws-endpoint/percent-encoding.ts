/** Percent-encodes all but the unreserved characters of RFC 3986, as IAM encodes documents and signatures paths. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
