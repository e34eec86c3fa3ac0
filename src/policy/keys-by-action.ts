import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import globalServices from './data/global-services.json' with { type: 'json' };
import { evaluateTest } from './evaluate-conditions.js';
import { withActions, withConditions, type StatementReading } from './statement-reading.js';

/** A condition key that has one value, or none, in every request of some actions. */
interface KeyByAction {
  /** In lower case. */
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
    const passRole = catalog.setOf(PASS_ROLE);
    const ranges = globalServices.prefixes.map((prefix) => {
      const service = catalog.service(prefix);
      return service === undefined ? IndexSet.empty : IndexSet.range(service.first, service.end);
    });
    keys = [
      { key: 'iam:passedtoservice', value: null, actions: catalog.all.minus(passRole) },
      // A role is passed within a call to another service, and in that call's region.
      {
        key: REQUESTED_REGION,
        value: globalServices.region,
        actions: IndexSet.unionOf(ranges).minus(passRole),
      },
    ];
    keysOfCatalog.set(catalog, keys);
  }
  return keys;
}

const partsOfReading = new WeakMap<StatementReading, readonly StatementReading[]>();

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
): readonly StatementReading[] {
  let parts = partsOfReading.get(reading);
  if (parts === undefined) {
    parts = [reading];
    for (const known of keysByAction(catalog)) {
      if (reading.conditions.some(({ key }) => key.toLowerCase() === known.key))
        parts = parts.flatMap((part) => decided(part, known, partition));
    }
    partsOfReading.set(reading, parts);
  }
  return parts;
}

const partsOfList = new WeakMap<readonly StatementReading[], readonly StatementReading[]>();

/** The same of a list; the list itself where no test is decided, as it is with most. */
export function listByAction(
  readings: readonly StatementReading[],
  catalog: Catalog,
  partition: string | null,
): readonly StatementReading[] {
  if (readings.every(({ conditions }) => conditions.length === 0)) return readings;
  let list = partsOfList.get(readings);
  if (list === undefined) {
    const parts = readings.flatMap((reading) => partsByAction(reading, catalog, partition));
    const isSame = parts.length === readings.length && parts.every((part, index) => part === readings[index]);
    list = isSame ? readings : parts;
    partsOfList.set(readings, list);
    // It is asked for again, and nothing is left to decide.
    partsOfList.set(list, list);
  }
  return list;
}

function decided(
  reading: StatementReading,
  { key, value, actions }: KeyByAction,
  partition: string | null,
): readonly StatementReading[] {
  const concerned = reading.actions.intersect(actions);
  const tests = reading.conditions.filter((test) => test.key.toLowerCase() === key);
  if (concerned.isEmpty || (key === REQUESTED_REGION && isLeftOpen(reading, tests, partition)))
    return [reading];
  const context = { value: () => (value === null ? null : [value]) };
  const truths = tests.map((test) =>
    // What a policy variable stands for is not known here.
    test.values.some((text) => text.includes('${')) ? 'unknown' : evaluateTest(test, context, false),
  );
  const others = reading.actions.minus(concerned);
  const rest = others.isEmpty ? [] : [withActions(reading, others)];
  if (truths.includes('fails')) return rest;
  const open = reading.conditions.filter((test) => {
    const at = tests.indexOf(test);
    return at < 0 || truths[at] === 'unknown';
  });
  return [...rest, withConditions(withActions(reading, concerned), open)];
}

/** An Allow in some regions is conditional as it stands, and other partitions have their global services elsewhere. */
function isLeftOpen(
  { statement }: StatementReading,
  tests: StatementReading['conditions'],
  partition: string | null,
): boolean {
  if (statement.effect === 'Allow') return true;
  if (partition !== null) return partition !== globalServices.partition;
  return tests.some(({ values }) =>
    values.some((value) =>
      globalServices.regionsOfOtherPartitions.some((prefix) => value.startsWith(prefix)),
    ),
  );
}
