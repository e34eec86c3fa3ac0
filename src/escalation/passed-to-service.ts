import { globMatches } from '../catalog/glob.js';
import { serviceName } from '../policy/service-principal.js';
import { isNegated } from '../policy/condition-grade.js';
import type { ConditionTest } from '../policy/policy-document.js';
import { withConditions, type StatementReading } from '../policy/statement-reading.js';

/** Whether a test is about the service that a role is passed to. */
export function isPassedToService(test: ConditionTest): boolean {
  return test.key.toLowerCase() === 'iam:passedtoservice';
}

/**
 * The statement as it applies to passing a role to one service: without its tests of the service, or not at all.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function statementForService(entry: StatementReading, service: string): readonly StatementReading[] {
  const tests = entry.conditions.filter(isPassedToService);
  if (tests.length === 0) return [entry];
  if (!tests.every((test) => admits(test, service))) return [];
  return [
    withConditions(
      entry,
      entry.conditions.filter((test) => !isPassedToService(test)),
    ),
  ];
}

/** A service has a name in most regions, which the catalogue of paths bears, and others in China and elsewhere. */
function admits(test: ConditionTest, service: string): boolean {
  if (test.operator === 'Null') return test.values.includes('false');
  const matches = test.values.some((written) => {
    const value = serviceName(written);
    if (test.operator === 'StringLike' || test.operator === 'StringNotLike')
      return globMatches(value, service);
    return test.operator.endsWith('IgnoreCase') ? value.toLowerCase() === service : value === service;
  });
  return isNegated(test) ? !matches : matches;
}
