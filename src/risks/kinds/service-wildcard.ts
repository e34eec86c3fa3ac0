import type { PolicyAccess } from '../../access/policy-access.js';
import type { Catalog } from '../../catalog/catalog.js';
import type { Service } from '../../catalog/service.js';
import { globMatches, hasWildcard } from '../../catalog/glob.js';
import { IndexSet } from '../../catalog/index-set.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import type { PolicyRiskKind } from '../risk-kind.js';

/** Statements that grant a whole service by a wildcard. */
export const serviceWildcard: PolicyRiskKind = {
  id: 'ServiceWildcard',
  title: 'Service Wildcard',
  severity: 'medium',
  order: 4,
  scope: 'identity-policy',
  isPerStatement: true,
  summary: 'All actions of these services are granted by a wildcard, including those that AWS adds later.',
  why: 'A wildcard over a service is more than anybody listed or reviewed, and it grows: whatever AWS adds tomorrow is granted the same day, actions on permissions included.',
  fix: 'Write out the actions that are used; access advisor and CloudTrail tell which those are. Where reading is meant, List*, Describe* and Get* patterns are the least one can do.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html'],
  examples: [
    {
      name: 'everything of a service',
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'SQS:*', Resource: 'arn:aws:sqs:*:111122223333:jobs' }],
      },
      finds: ['sqs'],
    },
    {
      name: 'reading only',
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['sqs:Get*', 'sqs:List*'], Resource: '*' }],
      },
      finds: [],
    },
  ],
  assess(access) {
    const open = wholeServices(
      access,
      access.reading.allows.filter((allow) => allow.limits.length === 0),
    );
    const isConditional = access.reading.allows.some((allow) => allow.limits.length > 0);
    const conditional = isConditional ? wholeServices(access, access.reading.allows) : [];
    const unconditional = new Set(open.map(({ service }) => service));
    return [
      evidence('unrestricted', open),
      evidence(
        'conditional',
        conditional.filter(({ service }) => !unconditional.has(service)),
      ),
    ].filter(({ services }) => services.length > 0);
  },
};

/** A service that is granted whole, and by which statements. */
interface WholeService {
  readonly service: Service;
  readonly allows: readonly StatementReading[];
}

function evidence(grade: 'unrestricted' | 'conditional', whole: readonly WholeService[]) {
  const services = whole.map(({ service }) => service);
  return {
    grade,
    extended: false,
    services: services.map(({ prefix }) => prefix),
    actions: actionsOf(services),
    allows: [...new Set(whole.flatMap(({ allows }) => allows))],
  };
}

/** The actions of services in ascending order. Neighbours are taken together: most often it is all of them. */
function actionsOf(services: readonly Service[]): IndexSet {
  const ranges: IndexSet[] = [];
  let [start, end] = [0, 0];
  for (const service of services) {
    if (service.first !== end) {
      ranges.push(IndexSet.range(start, end));
      start = service.first;
    }
    end = service.end;
  }
  return IndexSet.unionOf([...ranges, IndexSet.range(start, end)]);
}

function wholeServices(
  { catalog, reach }: PolicyAccess,
  allows: readonly StatementReading[],
): readonly WholeService[] {
  const granted = new Map<Service, StatementReading[]>();
  const grant = (service: Service, allow: StatementReading) => {
    const known = granted.get(service);
    if (known === undefined) granted.set(service, [allow]);
    else known.push(allow);
  };
  for (const allow of allows) {
    const { statement, coverage, actions } = allow;
    if (statement.notActions === null) {
      for (const pattern of statement.actions)
        for (const service of servicesOf(pattern.toLowerCase(), catalog)) grant(service, allow);
    } else if (coverage.everything) {
      for (const service of catalog.services)
        if (actions.hasRange(service.first, service.end)) grant(service, allow);
    }
  }
  if (granted.size === 0) return [];
  return catalog.services.flatMap((service) => {
    const by = granted.get(service);
    return by === undefined ||
      service.first >= service.end ||
      reach.denied.hasRange(service.first, service.end)
      ? []
      : [{ service, allows: by }];
  });
}

/** The services a pattern grants whole: those its service part matches, if its action part is stars alone. */
function servicesOf(pattern: string, catalog: Catalog): readonly Service[] {
  if (!/^(\*+|[^:]*:\*+)$/.test(pattern)) return [];
  const prefix = pattern.replace(/:\*+$/, '');
  if (prefix === '*') return catalog.services;
  if (!hasWildcard(prefix)) {
    const service = catalog.service(prefix);
    return service === undefined ? [] : [service];
  }
  return catalog.services.filter((service) => globMatches(prefix, service.prefix.toLowerCase()));
}
