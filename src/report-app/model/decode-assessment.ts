import type { Assessment } from '../../assessment/assessment.js';

/** Reads the report's data block: base64 of the gzipped Assessment as JSON. */
export async function decodeAssessment(base64: string): Promise<Assessment> {
  const compressed = new Blob([bytesOf(base64)]).stream();
  const value: unknown = await new Response(compressed.pipeThrough(new DecompressionStream('gzip'))).json();
  if (!isAssessment(value))
    throw new Error('the data block holds no assessment of a version that this page can read');
  return value;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** The page and its data are written together by one program, so the format's mark is all there is to check. */
function isAssessment(value: unknown): value is Assessment {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === 'cloudsplaining-assessment' &&
    'version' in value &&
    value.version === 1
  );
}
