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
  readonly tests: readonly ServiceTest[];
  /** The statement without them, the same for every service that they admit. */
  readonly admitted: readonly StatementReading[];
}

/** Whether a test admits a service, by its name in most regions. */
type ServiceTest = (service: string) => boolean;

/** Every service that a path of the catalogue passes a role to is asked about. Null where a statement tests none. */
const aboutServices = new WeakMap<StatementReading, AboutService | null>();

/**
 * The statement as it applies to passing a role to one service: without its tests of the service, or not at all.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function statementForService(entry: StatementReading, service: string): readonly StatementReading[] {
  let about = aboutServices.get(entry);
  if (about === undefined) {
    about = aboutService(entry);
    aboutServices.set(entry, about);
  }
  if (about === null) return [entry];
  return about.tests.every((admits) => admits(service)) ? about.admitted : [];
}

function aboutService(entry: StatementReading): AboutService | null {
  const tests = entry.conditions.filter(isPassedToService);
  if (tests.length === 0) return null;
  const others = entry.conditions.filter((test) => !isPassedToService(test));
  return { tests: tests.map(serviceTest), admitted: [withConditions(entry, others)] };
}

/** A service has a name in most regions, which the catalogue of paths bears, and others in China and elsewhere. */
function serviceTest(test: ConditionTest): ServiceTest {
  const { operator, values } = test;
  if (operator === 'Null') {
    const admits = values.some((value) => value.toLowerCase() === 'false');
    return () => admits;
  }
  const names = values.map(serviceName);
  const negated = isNegated(test);
  if (operator === 'StringLike' || operator === 'StringNotLike')
    return (service) => names.some((name) => globMatches(name, service)) !== negated;
  const same = operator.endsWith('IgnoreCase') ? names.map((name) => name.toLowerCase()) : names;
  return (service) => same.includes(service) !== negated;
}
