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
export function generatedRole(resource: TemplateResource): TemplateResource | null {
  if (assumingService(resource.type) === undefined || memberIn(resource.properties, 'Role') !== undefined)
    return null;
  const path = memberIn(resource.properties, 'RolePath');
  return {
    ...resource,
    id: `${resource.id}Role`,
    type: 'AWS::IAM::Role',
    properties: path === undefined ? {} : { Path: path },
  };
}
