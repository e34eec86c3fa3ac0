import type { PolicyAccess } from '../../access/policy-access.js';
import { globMatches } from '../../catalog/glob.js';
import { IndexSet } from '../../catalog/index-set.js';
import type { Service } from '../../catalog/catalog.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import type { PolicyRiskKind } from '../risk-kind.js';

/** Statements that grant a whole service by a wildcard. */
export const serviceWildcard: PolicyRiskKind = {
  id: 'ServiceWildcard',
  title: 'Service Wildcard',
  severity: 'medium',
  order: 4,
  scope: 'identity-policy',
  summary: 'All actions of these services are granted by a wildcard, including those that AWS adds later.',
  why: 'A wildcard over a service is more than anybody listed or reviewed, and it grows: whatever AWS adds tomorrow is granted the same day, actions on permissions included.',
  fix: 'Write out the actions that are used; access advisor and CloudTrail tell which those are. Where reading is meant, List*, Describe* and Get* patterns are the least one can do.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html'],
  examples: [
    {
      name: 'everything of a service',
      document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'SQS:*', Resource: 'arn:aws:sqs:*:111122223333:jobs' }] },
      finds: ['sqs'],
    },
    {
      name: 'reading only',
      document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sqs:Get*', 'sqs:List*'], Resource: '*' }] },
      finds: [],
    },
  ],
  assess(access) {
    const open = wholeServices(access, access.reading.allows.filter((allow) => allow.limits.length === 0));
    const conditional = wholeServices(access, access.reading.allows).filter((service) => !open.includes(service));
    const evidence = [
      { grade: 'unrestricted' as const, services: open },
      { grade: 'conditional' as const, services: conditional },
    ];
    return evidence
      .filter(({ services }) => services.length > 0)
      .map(({ grade, services }) => ({
        grade,
        extended: false,
        services: services.map((service) => service.prefix),
        actions: services.reduce((set, { first, end }) => set.union(IndexSet.range(first, end)), IndexSet.empty),
      }));
  },
};

function wholeServices({ catalog, reach }: PolicyAccess, allows: readonly StatementReading[]): Service[] {
  const patterns = new Set<string>();
  for (const { statement } of allows) {
    for (const pattern of statement.notActions === null ? statement.actions : []) {
      const prefix = servicePattern(pattern.toLowerCase());
      if (prefix !== null) patterns.add(prefix);
    }
  }
  const inverted = allows.filter(({ statement, coverage }) => statement.notActions !== null && coverage.everything);
  if (patterns.size === 0 && inverted.length === 0) return [];
  return catalog.services.filter(({ prefix, first, end }) => {
    if (first === end) return false;
    const named = [...patterns].some((pattern) => globMatches(pattern, prefix.toLowerCase()));
    const range = IndexSet.range(first, end);
    const granted = named || inverted.some(({ actions }) => actions.includes(range));
    return granted && !reach.denied.includes(range);
  });
}

/** The service part of a pattern whose action part is stars alone; null for other patterns. */
function servicePattern(pattern: string): string | null {
  if (/^\*+$/.test(pattern)) return '*';
  const parts = /^([^:]*):\*+$/.exec(pattern);
  return parts?.[1] ?? null;
}
