import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import { openUrlPolicy } from '../lambda-permission.js';
import { textOf } from '../unknown-values.js';

/** What of a resource of SAM ends up in the policy of what SAM makes of it. */
export interface SamResourcePolicy {
  /** Undefined where none is made. */
  readonly document: JsonObject | undefined;
  /** Properties that SAM makes more statements of, which are not read. */
  readonly unread: readonly string[];
}

const NOTHING: SamResourcePolicy = { document: undefined, unread: [] };

/** The policy that SAM makes of a function's URL or an API's authorization; null for resources of other types. */
export function samResourcePolicy(
  type: string,
  property: (name: string) => unknown,
): SamResourcePolicy | null {
  if (type === 'AWS::Serverless::Function') return ofFunctionUrl(property('FunctionUrlConfig'));
  if (type !== 'AWS::Serverless::Api') return null;
  const authorization = property('Auth');
  return ofApi(isJsonObject(authorization) ? authorization['ResourcePolicy'] : undefined);
}

function ofFunctionUrl(url: unknown): SamResourcePolicy {
  const isOpen = isJsonObject(url) && textOf(url['AuthType']) === 'NONE';
  return isOpen ? { document: openUrlPolicy(), unread: [] } : NOTHING;
}

/** Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-resourcepolicystatement.html */
function ofApi(policy: unknown): SamResourcePolicy {
  if (!isJsonObject(policy)) return NOTHING;
  const { CustomStatements: statements, ...others } = policy;
  const document = statements === undefined ? undefined : { Version: '2012-10-17', Statement: statements };
  return { document, unread: Object.keys(others) };
}
