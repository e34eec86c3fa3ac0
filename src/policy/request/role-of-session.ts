import type { Evaluation } from './evaluation.js';
import type { EvaluatedRequest, EvaluationInput } from './evaluation-input.js';

const PRINCIPAL_ARN = 'aws:principalarn';
const SESSION = /^arn:([^:]+):sts::(\d{12}):assumed-role\/(AWSReservedSSO_[^/]+)\//;

/**
 * Roles that IAM Identity Center keeps stand under a path that the ARN of their sessions does not show; the region of
 * the Identity Center is part of it, but where that is us-east-1. Some region stands for all of them.
 * Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
const PATHS = ['aws-reserved/sso.amazonaws.com/', 'aws-reserved/sso.amazonaws.com/eu-west-1/'];

/**
 * Decides a request of such a session for each ARN that its role can have. Where these differ, the principal ARN is
 * not known.
 */
export function decideForRoles(
  input: EvaluationInput,
  decide: (input: EvaluationInput) => Evaluation,
): Evaluation {
  const { request } = input;
  const [, partition, account, name] = SESSION.exec(request.principal) ?? [];
  if (name === undefined || request.context.has(PRINCIPAL_ARN)) return decide(input);
  const withRequest = (more: Partial<EvaluatedRequest>) =>
    decide({ ...input, request: { ...request, ...more } });
  const evaluations = PATHS.map((path) => {
    const arn = `arn:${partition ?? ''}:iam::${account ?? ''}:role/${path}${name}`;
    return withRequest({ context: new Map([...request.context, [PRINCIPAL_ARN, [arn]]]) });
  });
  const [first, ...others] = evaluations;
  return first !== undefined && others.every(({ decision }) => decision === first.decision)
    ? first
    : withRequest({ unknownKeys: [PRINCIPAL_ARN] });
}
