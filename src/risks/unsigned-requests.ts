import { IndexSet } from '../catalog/index-set.js';
import type { Catalog } from '../catalog/catalog.js';
import { denyStrength, limitingTests } from '../policy/condition-grade.js';
import { conditionKeyFacts } from '../policy/condition-key-facts.js';
import { evaluateConditions, type RequestContext } from '../policy/evaluate-conditions.js';
import type { Statement } from '../policy/policy-document.js';
import { spared, type PrincipalName } from '../policy/principal-name.js';
import { parseCaller } from '../policy/request/caller.js';
import { contextOfCaller } from '../policy/request/evaluation-context.js';
import { limitsCallers } from './resource-locks.js';
import { resourceUses } from './resource-uses.js';
import type { ResourcePolicy } from './risk-kind.js';

/** What a statement lets everyone do without an AWS account. */
export interface UnsignedUse {
  readonly statement: Statement;
  readonly actions: IndexSet;
}

/**
 * The services of which AWS says that they take requests nobody has signed.
 * Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro.html and
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html
 */
const SERVICES_BY_TYPE: ReadonlyMap<string | null, readonly string[]> = new Map([
  ['s3:bucket', ['s3']],
  ['sqs:queue', ['sqs']],
  [null, ['s3', 'sqs']],
]);

const EVERYONE: PrincipalName = { kind: 'aws', name: '*' };

/**
 * What a policy lets everyone do by requests without a signature, which lack most of what is known of callers: a test
 * that passes without `aws:PrincipalArn` keeps none of them out, and a Deny that asks for such a key turns none away.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export function unsignedUses(policy: ResourcePolicy): readonly UnsignedUse[] {
  const { catalog, resource, document } = policy;
  const taking = actionsTaking(SERVICES_BY_TYPE.get(resource.type) ?? [], catalog);
  if (taking.isEmpty) return [];
  const variablesKnown = document.version === '2012-10-17';
  const uses = resourceUses(policy);
  const denies = document.statements.filter((statement) => turnsAway(statement, variablesKnown));
  return document.statements
    .filter((statement) => letsIn(statement, variablesKnown))
    .flatMap((statement) =>
      uses.given(statement).flatMap((use) => {
        const given = { ...use, actions: use.actions.intersect(taking) };
        const left = denies.reduce<typeof given | null>(
          (rest, deny) => (rest === null ? null : uses.divided(rest, deny).left),
          given,
        );
        return left === null || left.actions.isEmpty ? [] : [{ statement, actions: left.actions }];
      }),
    );
}

function actionsTaking(services: readonly string[], catalog: Catalog): IndexSet {
  return IndexSet.unionOf(
    services.flatMap((prefix) => {
      const service = catalog.service(prefix);
      return service === undefined ? [] : [IndexSet.range(service.first, service.end)];
    }),
  );
}

/** `{"AWS": "*"}` is taken to be people with an account, as the page on S3 has it. */
function letsIn(statement: Statement, variablesKnown: boolean): boolean {
  const { effect, principals, conditions } = statement;
  if (effect !== 'Allow' || principals?.anyone !== true) return false;
  const { truth, residual } = evaluateConditions(conditions, UNSIGNED, variablesKnown);
  if (truth === 'fails') return false;
  return !limitingTests(residual).some((test) => limitsCallers({ effect, tests: [test], statement }));
}

function turnsAway(statement: Statement, variablesKnown: boolean): boolean {
  if (statement.effect !== 'Deny' || spared(statement, EVERYONE).includes(EVERYONE)) return false;
  const { truth, residual } = evaluateConditions(statement.conditions, UNSIGNED, variablesKnown);
  if (truth !== 'unknown') return truth === 'holds';
  return ['always', 'conditional'].includes(denyStrength(residual).kind);
}

const KNOWN = contextOfCaller(parseCaller('anonymous'));

const UNSIGNED: RequestContext = {
  value(key) {
    const known = KNOWN.value(key);
    if (known !== undefined) return known;
    return isOfSomebody(key) ? null : undefined;
  },
};

/** Whether only a service, or whoever has tags, can have a key. */
function isOfSomebody(key: string): boolean {
  return conditionKeyFacts(key)?.ofAnyone === 'none' || key.toLowerCase().startsWith('aws:principaltag/');
}
