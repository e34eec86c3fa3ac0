import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { assess } from '../../src/assessment/assess.js';
import { storeAssessment } from '../../src/assessment/stored/store-assessment.js';
import type { StoredAssessment } from '../../src/assessment/stored/stored-assessment.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
// The schemas are the project's own; Ajv itself refuses one that is none.
const schema = (name: string) =>
  new Ajv({ strict: false }).compile(read(`src/assessment/${name}.schema.json`) as object);
const validate = schema('assessment');
const assessment = assess(parseAuthorizationDetails(read('examples/account.json')), {
  catalog: loadCatalog(),
  name: 'account',
});

describe('the published JSON Schema of the findings file', () => {
  const validateFile = schema('findings');
  const file = JSON.parse(JSON.stringify(storeAssessment(assessment))) as StoredAssessment;

  it('accepts what a scan writes', () => {
    validateFile(file);
    expect(validateFile.errors).toBeNull();
  });

  it('refuses one with a wrong severity, and an assessment', () => {
    const [first, ...rest] = file.findings;
    expect(validateFile({ ...file, findings: [{ ...first, severity: 'grave' }, ...rest] })).toBe(false);
    expect(validateFile.errors?.[0]?.instancePath).toBe('/findings/0/severity');
    expect(validateFile(JSON.parse(JSON.stringify(assessment)))).toBe(false);
  });
});

describe('the published JSON Schema of assessments', () => {
  it('accepts an assessment as it is written', () => {
    validate(JSON.parse(JSON.stringify(assessment)));
    expect(validate.errors).toBeNull();
  });

  it('refuses one with a wrong severity', () => {
    const [first, ...rest] = assessment.findings;
    expect(validate({ ...assessment, findings: [{ ...first, severity: 'grave' }, ...rest] })).toBe(false);
    expect(validate.errors?.[0]?.instancePath).toBe('/findings/0/severity');
  });
});
