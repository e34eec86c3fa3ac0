import { describe, expect, it } from 'vitest';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { parseAccountCrossings } from '../../src/assessment/crossings/parse-account-crossings.js';
import { scanAccount } from '../../src/scanning/account-scanner.js';
import { memoryDestination, type FileInMemory } from '../../src/scanning/memory-destination.js';
import {
  ACCOUNT_ID,
  allow,
  details,
  document,
  inline,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';
import { catalog } from '../scenarios/policy-scenario.js';

const DETAILS = details({
  users: [user('ann', { UserPolicyList: [inline('go', document(allow('sts:AssumeRole')))] })],
  roles: [
    role('service-role-of-others', { AssumeRolePolicyDocument: trusting({ AWS: '444455556666' }) }),
    role('open', { AssumeRolePolicyDocument: trusting({ AWS: '444455556666' }) }),
  ],
});

describe('the scan of one account of many', () => {
  it('writes what is needed to look across accounts before the other files, and hands it on', async () => {
    const files: FileInMemory[] = [];
    const { crossings } = await scanAccount(
      { name: 'prod', id: ACCOUNT_ID },
      DETAILS,
      { catalog, exclusions: { ...NO_EXCLUSIONS, roles: ['service-role*'] }, writeResults: true },
      memoryDestination(files),
    );
    expect(files.map(({ name }) => name)).toEqual([
      'prod.crossings.json',
      'prod.json',
      'prod.findings.json',
      'prod.html',
    ]);
    const text = new TextDecoder().decode(files[0]?.bytes);
    expect(parseAccountCrossings(JSON.parse(text), ACCOUNT_ID)).toEqual(crossings);
    expect(crossings?.ports.map(({ arn }) => arn)).toEqual([
      'user/ann',
      'role/service-role-of-others',
      'role/open',
    ]);
    expect(crossings?.doors.map(({ isExcluded }) => isExcluded ?? false)).toEqual([true, false]);
  });
});
