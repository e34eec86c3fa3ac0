import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compareAccess } from '../../src/assessment/difference/compare-access.js';
import { subjectsOfDeclarations } from '../../src/assessment/difference/declared-subjects.js';
import { scanParts } from '../../src/assessment/scan-parts.js';
import { BUILT_IN_KINDS } from '../../src/risks/kinds-in-force.js';
import { catalog } from '../scenarios/policy-scenario.js';
import { scannedFixture } from './scan-fixture.js';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));
const settings = {
  catalog,
  organizationPolicies: null,
  isKnownAccount: () => false,
  kinds: BUILT_IN_KINDS,
};

describe('what files declare, compared', () => {
  test.each(readdirSync(FIXTURES).sort())('%s', async (name) => {
    const { parts } = await scannedFixture(join(FIXTURES, name));
    const subjects = () => subjectsOfDeclarations(parts, settings, (path) => path);
    const keys = subjects().map(({ key }) => key);
    expect(keys).toStrictEqual([...new Set(keys)]);
    expect(compareAccess(subjects(), subjects(), settings).subjects).toStrictEqual([]);
    const { findings } = scanParts(parts, { catalog, name });
    // New is risky just where a scan counts something.
    expect(compareAccess([], subjects(), settings).isRiskier).toBe(findings.some(({ counted }) => counted));
    expect(compareAccess(subjects(), [], settings).isRiskier).toBe(false);
  });
});
