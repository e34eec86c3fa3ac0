import { describe, expect, it } from 'vitest';
import { mistakenFile } from '../../src/account/mistaken-file.js';

describe('a file that was given in the wrong place', () => {
  it.each([
    [
      'findings',
      { format: 'cloudsplaining-findings' },
      'these are findings that a scan wrote, not a policy; name the file that was scanned',
    ],
    [
      'findings of several accounts',
      { format: 'cloudsplaining-organization-findings' },
      'these are findings that a scan wrote, not a policy; name the file that was scanned',
    ],
    [
      'results, of 0.9.1 too',
      { inline_policies: {}, customer_managed_policies: {} },
      'these are results that a scan wrote, not a policy; name the file that was scanned',
    ],
    [
      'triage',
      { format: 'cloudsplaining-triage' },
      'these are decisions on findings, not a policy; name them with scan --triage',
    ],
    [
      'organisation policies',
      { serviceControlPolicies: [] },
      'these are the policies of an organisation, not a policy; name them with --organization-policies',
    ],
    [
      'a plan',
      { format_version: '1.2', planned_values: {} },
      'this is a plan or state of Terraform, not a policy; assess it with: cloudsplaining scan-files',
    ],
    [
      'a template',
      { Resources: { Role: { Type: 'AWS::IAM::Role' } } },
      'this is a template of CloudFormation, not a policy; assess it with: cloudsplaining scan-files',
    ],
    ['anything else', { format: 'other', Resources: [] }, null],
  ])('is told what it is: %s', (_, value, sentence) => {
    expect(mistakenFile(value, 'a policy')).toBe(sentence);
  });
});
