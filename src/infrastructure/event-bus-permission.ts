import { isJsonObject, type JsonObject } from '../policy/json-shape.js';
import { spread, textOf } from './unknown-values.js';

/** What a grant of the policy of an event bus is made of. */
export interface EventBusPermission {
  readonly action: unknown;
  /** The number of an account, or `*`. */
  readonly principal: unknown;
  /** The parts of its one test, under the names that EventBridge has for them; undefined where there is none. */
  readonly condition: unknown;
}

/**
 * The policy that EventBridge makes of a permission.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
 */
export function eventBusPolicy({ action, principal, condition }: EventBusPermission): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: textOf(principal) === '*' ? '*' : { AWS: principal },
        Action: action,
        ...(condition === undefined ? {} : { Condition: spread(condition, conditionBlock) }),
      },
    ],
  };
}

/** The condition block of a test that is given in parts; anything else as it is. */
function conditionBlock(condition: unknown): unknown {
  if (!isJsonObject(condition)) return condition;
  const operator = textOf(condition['Type']);
  const key = textOf(condition['Key']);
  return operator === null || key === null ? condition : { [operator]: { [key]: condition['Value'] } };
}
