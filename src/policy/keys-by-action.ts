import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import fewActions from './data/keys-of-few-actions.json' with { type: 'json' };
import globalServices from './data/global-services.json' with { type: 'json' };
import { evaluateTest } from './evaluate-conditions.js';
import { ACTIONS_WITHOUT_OWNER, OWNER_KEYS, SERVICES_WITHOUT_OWNER } from './resource-owner-keys.js';
import { withActions, withConditions, type StatementReading } from './statement-reading.js';

/** A condition key that has one value, or none, in every request of some actions. */
interface KeyByAction {
  /** In lower case; all that begin so, where it ends with a slash. */
  readonly key: string;
  /** Null where these actions never have the key. */
  readonly value: string | null;
  readonly actions: IndexSet;
}

const PASS_ROLE = ['iam:PassRole'];
const REQUESTED_REGION = 'aws:requestedregion';

const keysOfCatalog = new WeakMap<Catalog, readonly KeyByAction[]>();

/**
 * Sources:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html
 */
function keysByAction(catalog: Catalog): readonly KeyByAction[] {
  let keys = keysOfCatalog.get(catalog);
  if (keys === undefined) {
    const ofServices = (prefixes: readonly string[]) =>
      IndexSet.unionOf(
        prefixes.map((prefix) => {
          const service = catalog.service(prefix);
          return service === undefined ? IndexSet.empty : IndexSet.range(service.first, service.end);
        }),
      );
    const absent = fewActions.keys.map(({ key, services, actions }) => ({
      key: key.toLowerCase().replace('*', ''),
      value: null,
      actions: (services === null ? catalog.all : ofServices(services)).minus(catalog.setOf(actions)),
    }));
    const withoutOwner = ofServices(SERVICES_WITHOUT_OWNER).union(catalog.setOf(ACTIONS_WITHOUT_OWNER));
    const ownerless = OWNER_KEYS.map((key) => ({ key, value: null, actions: withoutOwner }));
    // A role is passed within a call to another service, and in that call's region.
    const region = {
      key: REQUESTED_REGION,
      value: globalServices.region,
      actions: ofServices(globalServices.prefixes).minus(catalog.setOf(PASS_ROLE)),
    };
    keys = [...absent, ...ownerless, region];
    keysOfCatalog.set(catalog, keys);
  }
  return keys;
}

/** Condition keys that no request of an action has, in lower case; a key that ends with a slash stands for all that begin so. */
export function absentKeys(catalog: Catalog, action: string): readonly string[] {
  const number = catalog.actionIndex(action);
  return number === undefined
    ? []
    : keysByAction(catalog).flatMap(({ key, value, actions }) =>
        value === null && actions.has(number) ? [key] : [],
      );
}

/**
 * What becomes of an Allow in the region of a global service: a condition where a policy is judged by itself, as what is
 * allowed in some regions only is everywhere; nothing that limits where it is asked what somebody can do.
 */
export type RegionOfAllow = 'condition' | 'no condition';

interface Known {
  readonly parts: WeakMap<StatementReading, readonly StatementReading[]>;
  readonly lists: WeakMap<readonly StatementReading[], readonly StatementReading[]>;
}

const KNOWN: Readonly<Record<RegionOfAllow, Known>> = {
  condition: { parts: new WeakMap(), lists: new WeakMap() },
  'no condition': { parts: new WeakMap(), lists: new WeakMap() },
};

/**
 * The statement, apart for actions for which some of its tests are decided: without those that hold; for actions for
 * which one fails it does not apply.
 *
 * @param partition - null if unknown
 */
export function partsByAction(
  reading: StatementReading,
  catalog: Catalog,
  partition: string | null,
  regionOfAllow: RegionOfAllow = 'condition',
): readonly StatementReading[] {
  const known = KNOWN[regionOfAllow].parts;
  let parts = known.get(reading);
  if (parts === undefined) {
    parts = [reading];
    for (const each of keysByAction(catalog)) {
      if (reading.conditions.some(({ key }) => isAbout(each, key)))
        parts = parts.flatMap((part) => decided(part, each, partition, regionOfAllow));
    }
    known.set(reading, parts);
  }
  return parts;
}

/** The same of a list; the list itself where no test is decided, as it is with most. */
export function listByAction(
  readings: readonly StatementReading[],
  catalog: Catalog,
  partition: string | null,
  regionOfAllow: RegionOfAllow = 'condition',
): readonly StatementReading[] {
  if (readings.every(({ conditions }) => conditions.length === 0)) return readings;
  const known = KNOWN[regionOfAllow].lists;
  let list = known.get(readings);
  if (list === undefined) {
    const parts = readings.flatMap((reading) => partsByAction(reading, catalog, partition, regionOfAllow));
    const isSame = parts.length === readings.length && parts.every((part, index) => part === readings[index]);
    list = isSame ? readings : parts;
    known.set(readings, list);
    // It is asked for again, and nothing is left to decide.
    known.set(list, list);
  }
  return list;
}

function decided(
  reading: StatementReading,
  known: KeyByAction,
  partition: string | null,
  regionOfAllow: RegionOfAllow,
): readonly StatementReading[] {
  const { key, value, actions } = known;
  const concerned = reading.actions.intersect(actions);
  const tests = reading.conditions.filter((test) => isAbout(known, test.key));
  if (concerned.isEmpty || (key === REQUESTED_REGION && isLeftOpen(tests, partition))) return [reading];
  const context = { value: () => (value === null ? null : [value]) };
  const truths = tests.map((test) =>
    // What a policy variable stands for is not known here.
    test.values.some((text) => text.includes('${')) ? 'unknown' : evaluateTest(test, context, false),
  );
  const others = reading.actions.minus(concerned);
  const rest = others.isEmpty ? [] : [withActions(reading, others)];
  if (truths.includes('fails')) return rest;
  const isAllowInRegion = key === REQUESTED_REGION && reading.statement.effect === 'Allow';
  if (isAllowInRegion && regionOfAllow === 'condition') return [reading];
  const open = reading.conditions.filter((test) => {
    const at = tests.indexOf(test);
    return at < 0 || truths[at] === 'unknown';
  });
  return [...rest, withConditions(withActions(reading, concerned), open)];
}

function isAbout({ key: known }: KeyByAction, key: string): boolean {
  const lowerCase = key.toLowerCase();
  return known.endsWith('/') ? lowerCase.startsWith(known) : lowerCase === known;
}

/** Other partitions have their global services elsewhere. */
function isLeftOpen(tests: StatementReading['conditions'], partition: string | null): boolean {
  if (partition !== null) return partition !== globalServices.partition;
  return tests.some(({ values }) =>
    values.some((value) =>
      globalServices.regionsOfOtherPartitions.some((prefix) => value.startsWith(prefix)),
    ),
  );
}
