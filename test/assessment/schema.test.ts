import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { assess } from '../../src/assessment/assess.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
// The schema is the project's own; Ajv itself refuses it if it is none.
const validate = new Ajv({ strict: false }).compile(read('src/assessment/assessment.schema.json') as object);
const assessment = assess(parseAuthorizationDetails(read('examples/account.json')), {
  catalog: loadCatalog(),
  name: 'account',
});

describe('the published JSON Schema', () => {
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
