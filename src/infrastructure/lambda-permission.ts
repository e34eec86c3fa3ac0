import type { JsonObject } from '../policy/json-shape.js';
import { possibleValues, textOf } from './unknown-values.js';

/** What a grant of the policy of a Lambda function is made of; undefined where it is not set. */
export interface LambdaPermission {
  readonly action: unknown;
  readonly principal: unknown;
  readonly sourceAccount?: unknown;
  readonly sourceArn?: unknown;
  readonly principalOrgId?: unknown;
  readonly functionUrlAuthType?: unknown;
  readonly eventSourceToken?: unknown;
  readonly invokedViaFunctionUrl?: unknown;
}

/** The operator and key under which Lambda writes each into the policy. */
const CONDITIONS = {
  sourceAccount: ['StringEquals', 'AWS:SourceAccount'],
  sourceArn: ['ArnLike', 'AWS:SourceArn'],
  principalOrgId: ['StringEquals', 'aws:PrincipalOrgID'],
  functionUrlAuthType: ['StringEquals', 'lambda:FunctionUrlAuthType'],
  eventSourceToken: ['StringEquals', 'lambda:EventSourceToken'],
  invokedViaFunctionUrl: ['Bool', 'lambda:InvokedViaFunctionUrl'],
} as const;
// Written out, for Object.keys forgets which keys there are.
const NAMES = Object.keys(CONDITIONS) as readonly (keyof typeof CONDITIONS)[];

/**
 * What lets everyone call a function whose URL asks for no credentials.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export function openUrlPolicy(): JsonObject {
  return lambdaPolicy({ action: 'lambda:InvokeFunctionUrl', principal: '*', functionUrlAuthType: 'NONE' });
}

/**
 * The policy that Lambda makes of a permission.
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function lambdaPolicy(permission: LambdaPermission): JsonObject {
  const block: Record<string, Record<string, unknown>> = {};
  for (const name of NAMES) {
    const value = permission[name];
    if (value === undefined || value === null || value === '') continue;
    const [operator, key] = CONDITIONS[name];
    const written = value === true ? 'true' : value === false ? 'false' : value;
    block[operator] = { ...block[operator], [key]: written };
  }
  const { action, principal } = permission;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: principalElement(principal),
        Action: action,
        ...(Object.keys(block).length === 0 ? {} : { Condition: block }),
      },
    ],
  };
}

/** Everyone, an account or a service, as what it is called tells. */
function principalElement(principal: unknown): unknown {
  const [first] = possibleValues(principal);
  if (first === '*') return '*';
  const text = textOf(first) ?? '';
  const isOfAws = /^\d{12}$/.test(text) || text.startsWith('arn:') || text.startsWith('${');
  return isOfAws ? { AWS: principal } : { Service: principal };
}
