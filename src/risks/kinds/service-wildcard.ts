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
    const grants = access.reading.allows.map((allow) => ({
      allow,
      services: grantedWhole(allow, access.catalog),
    }));
    const free = grants.filter(({ allow }) => allow.limits.length === 0);
    const open = wholeServices(access, free);
    const conditional = free.length < grants.length ? wholeServices(access, grants) : [];
    const all = allServices(access.catalog);
    const unconditional = new Set(conditional.length === 0 ? [] : open);
    return [
      evidence('unrestricted', open, free, all),
      evidence(
        'conditional',
        conditional.filter((service) => !unconditional.has(service)),
        grants,
        all,
      ),
    ].filter(({ services }) => services.length > 0);
  },
};

/** The services that a statement grants whole. */
interface Grant {
  readonly allow: StatementReading;
  readonly services: readonly Service[];
}

function evidence(
  grade: 'unrestricted' | 'conditional',
  services: readonly Service[],
  grants: readonly Grant[],
  all: AllServices,
) {
  const actions = actionsOf(services);
  return {
    grade,
    extended: false,
    services: services === all.services ? all.prefixes : services.map(({ prefix }) => prefix),
    actions,
    allows: grants
      .filter((grant) => grant.services.some(({ first, end }) => first < end && actions.has(first)))
      .map(({ allow }) => allow),
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

/** Services that are granted whole and not denied whole. */
function wholeServices({ catalog, reach }: PolicyAccess, grants: readonly Grant[]): readonly Service[] {
  if (grants.length === 0) return [];
  const isAll = grants.some(({ services }) => services === catalog.services);
  if (isAll && reach.denied.isEmpty) return allServices(catalog).services;
  const granted = isAll ? catalog.services : distinct(grants);
  return granted.filter(({ first, end }) => first < end && !reach.denied.hasRange(first, end));
}

/** Services of any of the grants, in the order of the catalogue. */
function distinct(grants: readonly Grant[]): readonly Service[] {
  const services = new Set(grants.flatMap((grant) => grant.services));
  return [...services].sort((a, b) => a.first - b.first);
}

interface AllServices {
  readonly services: readonly Service[];
  readonly prefixes: readonly string[];
}

const allByCatalog = new WeakMap<Catalog, AllServices>();

/**
 * The services that have actions. Everything is granted often: its long lists are made once, so that others recognise
 * them and keep what they made of them.
 */
function allServices(catalog: Catalog): AllServices {
  let all = allByCatalog.get(catalog);
  if (all === undefined) {
    const services = catalog.services.filter(({ first, end }) => first < end);
    all = { services, prefixes: services.map(({ prefix }) => prefix) };
    allByCatalog.set(catalog, all);
  }
  return all;
}

function grantedWhole(
  { statement, coverage, actions }: StatementReading,
  catalog: Catalog,
): readonly Service[] {
  if (statement.notActions === null) {
    const [only = '', ...more] = statement.actions;
    if (more.length === 0) return servicesOf(only.toLowerCase(), catalog);
    return statement.actions.flatMap((pattern) => servicesOf(pattern.toLowerCase(), catalog));
  }
  return coverage.everything ? catalog.services.filter(({ first, end }) => actions.hasRange(first, end)) : [];
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
