import { InputError } from '../input-error.js';
import { accountIdAt, listAt, objectAt, stringAt } from '../input-fields.js';
import { describeType } from '../json-shape.js';
import { onlyKnownAt } from '../only-known.js';
import { parseCaller } from './caller.js';
import type {
  EvaluatedRequest,
  EvaluationInput,
  EvaluationLevel,
  NamedDocument,
} from './evaluation-input.js';
import { policyDocumentAt, type PrincipalRule } from './principal-element.js';

const INPUT_KEYS = [
  'request',
  'identityPolicies',
  'permissionsBoundaries',
  'sessionPolicies',
  'resourcePolicy',
  'serviceControlPolicies',
  'resourceControlPolicies',
  'endpointPolicies',
];
const REQUEST_KEYS = ['principal', 'action', 'resource', 'context', 'contextIsComplete', 'managementAccount'];
const ACTION = /^[^:\s*?]+:[^:\s*?]+$/;

/**
 * Reads the input of an evaluation, all of it untrusted.
 *
 * @param ignored - further keys that are none of its business
 * @throws {InputError} with the JSON path of what is wrong: unknown keys and elements are errors, not guesses
 */
export function parseEvaluationInput(input: unknown, ignored: readonly string[] = []): EvaluationInput {
  const fields = objectAt(input, '$');
  onlyKnownAt(fields, '$', [...INPUT_KEYS, ...ignored]);
  const policies = (key: string, named: PrincipalRule) => policiesAt(fields[key], `$.${key}`, named) ?? [];
  return {
    request: requestAt(fields['request'], '$.request'),
    identityPolicies: policies('identityPolicies', 'forbidden'),
    permissionsBoundaries: policies('permissionsBoundaries', 'forbidden'),
    sessionPolicies: policies('sessionPolicies', 'forbidden'),
    resourcePolicy:
      fields['resourcePolicy'] == null
        ? null
        : policyDocumentAt(fields['resourcePolicy'], '$.resourcePolicy', 'required'),
    serviceControlPolicies: levelsAt(
      fields['serviceControlPolicies'],
      '$.serviceControlPolicies',
      'forbidden',
    ),
    resourceControlPolicies: levelsAt(
      fields['resourceControlPolicies'],
      '$.resourceControlPolicies',
      'optional',
    ),
    endpointPolicies: policies('endpointPolicies', 'optional'),
  };
}

function requestAt(value: unknown, where: string): EvaluatedRequest {
  const fields = objectAt(value, where);
  onlyKnownAt(fields, where, REQUEST_KEYS);
  const action = stringAt(fields['action'], `${where}.action`);
  if (!ACTION.test(action))
    throw new InputError(
      `action must be one action such as "s3:GetObject", not ${quoted(action)}`,
      `${where}.action`,
    );
  const complete = fields['contextIsComplete'] ?? false;
  if (typeof complete !== 'boolean')
    throw new InputError(
      `contextIsComplete must be true or false, not ${describeType(complete)}`,
      `${where}.contextIsComplete`,
    );
  return {
    principal: principalAt(fields['principal'], `${where}.principal`),
    action,
    resource: resourceAt(fields['resource'], `${where}.resource`),
    context: contextAt(fields['context'], `${where}.context`),
    contextIsComplete: complete,
    managementAccount: accountIdAt(fields['managementAccount'], `${where}.managementAccount`),
  };
}

function principalAt(value: unknown, where: string): string {
  const principal = stringAt(value, where);
  if (parseCaller(principal).kind !== 'other') return principal;
  throw new InputError(
    `${quoted(principal)} cannot send a request: write the ARN of one user, role, session or root user, the name of a service or identity provider, or "*" for somebody who has not signed in`,
    where,
  );
}

function resourceAt(value: unknown, where: string): EvaluatedRequest['resource'] {
  if (value === undefined) return { arn: '*', accountId: null };
  if (typeof value === 'string') return { arn: arnAt(value, where), accountId: null };
  const fields = objectAt(value, where);
  onlyKnownAt(fields, where, ['arn', 'accountId']);
  return {
    arn: arnAt(fields['arn'] ?? '*', `${where}.arn`),
    accountId: accountIdAt(fields['accountId'], `${where}.accountId`),
  };
}

function arnAt(value: unknown, where: string): string {
  const arn = stringAt(value, where);
  if (arn === '*' || arn.startsWith('arn:')) return arn;
  throw new InputError(`a resource is an ARN, or "*" for an action without one, not ${quoted(arn)}`, where);
}

function contextAt(value: unknown, where: string): EvaluatedRequest['context'] {
  const context = new Map<string, readonly string[] | null>();
  if (value == null) return context;
  for (const [key, entry] of Object.entries(objectAt(value, where))) {
    const place = `${where}[${JSON.stringify(key)}]`;
    const lowerCase = key.toLowerCase();
    if (context.has(lowerCase))
      throw new InputError('the key stands twice in the context, in different case', place);
    context.set(lowerCase, entry === null ? null : valuesAt(entry, place));
  }
  return context;
}

function valuesAt(value: unknown, where: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((entry) => {
    if (typeof entry === 'string') return entry;
    if (typeof entry === 'number' || typeof entry === 'boolean') return String(entry);
    throw new InputError(`a value must be a string, number or boolean, not ${describeType(entry)}`, where);
  });
}

function levelsAt(value: unknown, where: string, named: PrincipalRule): readonly EvaluationLevel[] | null {
  if (value == null) return null;
  return listAt(value, where).map((entry, index) => {
    const place = `${where}[${index}]`;
    const fields = objectAt(entry, place);
    onlyKnownAt(fields, place, ['level', 'name', 'policies']);
    return {
      level: stringAt(fields['level'] ?? String(index), `${place}.level`),
      policies: policiesAt(fields['policies'], `${place}.policies`, named),
    };
  });
}

function policiesAt(value: unknown, where: string, named: PrincipalRule): readonly NamedDocument[] | null {
  if (value == null) return null;
  return listAt(value, where).map((entry, index) => {
    const place = `${where}[${index}]`;
    const fields = objectAt(entry, place);
    onlyKnownAt(fields, place, ['name', 'document']);
    return {
      name: stringAt(fields['name'] ?? String(index), `${place}.name`),
      document: policyDocumentAt(fields['document'], `${place}.document`, named),
    };
  });
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
