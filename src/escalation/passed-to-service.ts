import { globMatches } from '../catalog/glob.js';
import { serviceName } from '../policy/service-principal.js';
import { isNegated } from '../policy/condition-grade.js';
import type { ConditionTest } from '../policy/policy-document.js';
import { withConditions, type StatementReading } from '../policy/statement-reading.js';

const KEY = 'iam:passedtoservice';

/** Whether a test is about the service that a role is passed to. */
export function isPassedToService({ key }: ConditionTest): boolean {
  return key.length === KEY.length && key.toLowerCase() === KEY;
}

/** A statement that tests the service a role is passed to. */
interface AboutService {
  readonly tests: readonly ConditionTest[];
  /** The statement without them, the same for every service that they admit. */
  readonly admitted: readonly StatementReading[];
}

/** Every service that a path of the catalogue passes a role to is asked about. */
const aboutServices = new WeakMap<StatementReading, AboutService>();

/**
 * The statement as it applies to passing a role to one service: without its tests of the service, or not at all.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function statementForService(entry: StatementReading, service: string): readonly StatementReading[] {
  if (!entry.conditions.some(isPassedToService)) return [entry];
  let about = aboutServices.get(entry);
  if (about === undefined) {
    const others = entry.conditions.filter((test) => !isPassedToService(test));
    about = {
      tests: entry.conditions.filter(isPassedToService),
      admitted: [withConditions(entry, others)],
    };
    aboutServices.set(entry, about);
  }
  return about.tests.every((test) => admits(test, service)) ? about.admitted : [];
}

/** A service has a name in most regions, which the catalogue of paths bears, and others in China and elsewhere. */
function admits(test: ConditionTest, service: string): boolean {
  if (test.operator === 'Null') return test.values.some((value) => value.toLowerCase() === 'false');
  const matches = test.values.some((written) => {
    const value = serviceName(written);
    if (test.operator === 'StringLike' || test.operator === 'StringNotLike')
      return globMatches(value, service);
    return test.operator.endsWith('IgnoreCase') ? value.toLowerCase() === service : value === service;
  });
  return isNegated(test) ? !matches : matches;
}
