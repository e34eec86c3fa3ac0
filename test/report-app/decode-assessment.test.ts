import { describe, expect, it } from 'vitest';
import { storeAssessment } from '../../src/assessment/stored/store-assessment.js';
import { toBase64 } from '../../src/output/html-base64.js';
import { decodeAssessment } from '../../src/report-app/model/decode-assessment.js';
import { fixtureAssessment } from './fixture-assessment.js';

async function block(value: unknown): Promise<string> {
  const zipped = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream('gzip'));
  return toBase64(new Uint8Array(await new Response(zipped).arrayBuffer()));
}

describe('the data block', () => {
  it('gives back the Assessment, every character of it', async () => {
    expect(await decodeAssessment(await block(storeAssessment(fixtureAssessment())))).toEqual(
      fixtureAssessment(),
    );
  });

  it('is refused where it is of another format or version', async () => {
    const sentence = 'the data block holds no assessment of a version that this page can read';
    await expect(decodeAssessment(await block({ format: 'other', version: 1 }))).rejects.toThrow(sentence);
    await expect(
      decodeAssessment(await block({ ...storeAssessment(fixtureAssessment()), version: 2 })),
    ).rejects.toThrow(sentence);
    await expect(decodeAssessment(await block(null))).rejects.toThrow(sentence);
  });
});
