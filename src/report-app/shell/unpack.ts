/** What a block of the page holds: base64 of something gzipped. */
export function unpack(base64: string): Response {
  const compressed = new Blob([bytesOf(base64)]).stream();
  return new Response(compressed.pipeThrough(new DecompressionStream('gzip')));
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
