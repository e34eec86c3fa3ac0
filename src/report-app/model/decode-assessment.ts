import type { Assessment } from '../../assessment/assessment.js';
import { readStoredAssessment } from '../../assessment/stored/read-stored-assessment.js';

/** Reads the report's data block: base64 of the gzipped findings file. */
export async function decodeAssessment(base64: string): Promise<Assessment> {
  const compressed = new Blob([bytesOf(base64)]).stream();
  const value: unknown = await new Response(compressed.pipeThrough(new DecompressionStream('gzip'))).json();
  const assessment = readStoredAssessment(value);
  if (assessment === null)
    throw new Error('the data block holds no assessment of a version that this page can read');
  return assessment;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
