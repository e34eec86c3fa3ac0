import { isJsonObject } from '../../policy/json-shape.js';
import type { Decision } from './decision.js';
import { memberIn, type TemplateResource } from './template.js';

/** Who assumes the roles that SAM makes. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['AWS::Serverless::Function', 'lambda.amazonaws.com'],
  ['AWS::Serverless::StateMachine', 'states.amazonaws.com'],
]);

/** The service that assumes the roles that SAM makes for resources of a type; undefined where it makes none. */
export function assumingService(type: string): string | undefined {
  return SERVICES.get(type);
}

/**
 * The role that SAM makes for a function or a state machine that names none, as others refer to it; null where it makes
 * none.
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
export function generatedRole(
  resource: TemplateResource,
  decide: (condition: string) => Decision,
): TemplateResource | null {
  if (assumingService(resource.type) === undefined) return null;
  if (namesRole(memberIn(resource.properties, 'Role'), decide)) return null;
  const path = memberIn(resource.properties, 'RolePath');
  return {
    ...resource,
    id: `${resource.id}Role`,
    type: 'AWS::IAM::Role',
    properties: path === undefined ? {} : { Path: path },
  };
}

/** Whether a value is a role, whatever conditions turn out to be: without one, SAM makes its own. */
function namesRole(value: unknown, decide: (condition: string) => Decision): boolean {
  if (!isJsonObject(value)) return value !== undefined;
  if (value['Ref'] === 'AWS::NoValue') return false;
  const choice = value['Fn::If'];
  if (!Array.isArray(choice)) return true;
  const [condition, whenTrue, whenFalse] = choice as readonly unknown[];
  const decision = typeof condition === 'string' ? decide(condition) : null;
  if (decision !== null) return namesRole(decision ? whenTrue : whenFalse, decide);
  return namesRole(whenTrue, decide) && namesRole(whenFalse, decide);
}
