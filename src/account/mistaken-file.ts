import type { JsonObject } from '../policy/json-shape.js';
import { infrastructureFormat } from './infrastructure-format.js';

const WRITTEN_BY_SCANS = /^cloudsplaining-(?:findings|assessment|organization-findings)$/;
/** Keys that the results file has had since 0.9.1. */
const RESULTS_KEYS = ['inline_policies', 'customer_managed_policies'];
const GUARDRAILS_KEYS = ['serviceControlPolicies', 'resourceControlPolicies'];

/**
 * What is wrong with a file that belongs to the tool, or to one of its commands, but not where it was given.
 *
 * @param wanted - what should have been given
 * @returns a clause that says what it is and what to do; null where it is not known
 */
export function mistakenFile(value: JsonObject, wanted: string): string | null {
  const sentence = (found: string, advice: string): string => `${found}, not ${wanted}; ${advice}`;
  const format = value['format'];
  if (typeof format === 'string' && WRITTEN_BY_SCANS.test(format))
    return sentence('these are findings that a scan wrote', 'name the file that was scanned');
  if (RESULTS_KEYS.every((key) => Object.hasOwn(value, key)))
    return sentence('these are results that a scan wrote', 'name the file that was scanned');
  if (format === 'cloudsplaining-triage')
    return sentence('these are decisions on findings', 'name them with scan --triage');
  if (GUARDRAILS_KEYS.some((key) => Object.hasOwn(value, key)))
    return sentence('these are the policies of an organisation', 'name them with --organization-policies');
  const infrastructure = infrastructureFormat(value);
  if (infrastructure === null) return null;
  return sentence(
    infrastructure === 'terraform'
      ? 'this is a plan or state of Terraform'
      : 'this is a template of CloudFormation',
    'assess it with: cloudsplaining scan-files',
  );
}
