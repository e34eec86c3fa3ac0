import type { Catalog } from '../catalog/catalog.js';
import { hasWildcard } from '../catalog/glob.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import type { EvaluationInput } from '../policy/request/evaluation-input.js';

/** Actions that a request or its policies name and that the catalogue does not know, each once, as written. */
export function unknownActions(input: EvaluationInput, catalog: Catalog): readonly string[] {
  const written = [input.request.action, ...documentsOf(input).flatMap(actionsIn)];
  return [...new Set(written)].filter((action) => !hasWildcard(action) && catalog.expand(action).isEmpty);
}

function documentsOf(input: EvaluationInput): readonly PolicyDocument[] {
  const levels = [...(input.serviceControlPolicies ?? []), ...(input.resourceControlPolicies ?? [])];
  const named = [
    ...input.identityPolicies,
    ...input.permissionsBoundaries,
    ...input.sessionPolicies,
    ...input.endpointPolicies,
    ...levels.flatMap(({ policies }) => policies ?? []),
  ];
  const documents = named.map(({ document }) => document);
  return input.resourcePolicy === null ? documents : [...documents, input.resourcePolicy];
}

function actionsIn({ statements }: PolicyDocument): readonly string[] {
  return statements.flatMap(({ actions, notActions }) => notActions ?? actions);
}
