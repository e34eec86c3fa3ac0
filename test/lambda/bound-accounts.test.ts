import { expect, test } from 'vitest';
import { guardrailsFile } from '../../src/aws/guardrails-file.js';
import { BoundAccounts } from '../../src/lambda/bound-accounts.js';
import { guardrailsKey, jsonObject } from '../../src/lambda/run-objects.js';

const COUNT = 200;
const AT_ONCE = 50;
const accounts = Array.from({ length: COUNT }, (_, index) => ({
  id: String(100_000_000_000 + index),
  name: `account-${index}`,
  email: null,
  status: 'ACTIVE',
  parentId: 'ou-ab12-below111',
  ouPath: 'above/below',
}));

/** What binds the accounts by a policy on their root that tells how often it was written down. */
function guardrails(onWritten: () => void) {
  const document = {
    toJSON: () => {
      onWritten();
      return { Version: '2012-10-17', Statement: [] };
    },
  };
  return guardrailsFile({
    id: 'o-exampleorg1',
    managementAccount: '111122223333',
    partition: 'aws',
    roots: [{ id: 'r-ab12', name: 'Root' }],
    units: [
      { id: 'ou-ab12-above111', name: 'above', parentId: 'r-ab12', path: 'above' },
      { id: 'ou-ab12-other111', name: 'other', parentId: 'r-ab12', path: 'other' },
      { id: 'ou-ab12-below111', name: 'below', parentId: 'ou-ab12-above111', path: 'above/below' },
    ],
    accounts,
    serviceControlPolicies: [{ id: 'p-1', name: 'stay', document, targets: ['r-ab12'] }],
    resourceControlPolicies: null,
  });
}

test('no more objects are made than are on their way', async () => {
  let made = 0;
  let sent = 0;
  let most = 0;
  const waiting: (() => void)[] = [];
  const objects = new Map<string, Buffer>();
  const bound = new BoundAccounts(
    guardrails(() => {
      made++;
      most = Math.max(most, made - sent);
    }),
    accounts,
    {
      get: (key) => Promise.resolve(objects.get(key) ?? null),
      put: async (key, body) => {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          if (waiting.length === AT_ONCE) for (const send of waiting.splice(0)) send();
        });
        objects.set(key, body);
        sent++;
      },
    },
  );
  expect(made).toBe(0);
  await bound.write();
  expect([made, sent, most]).toEqual([COUNT, COUNT, AT_ONCE]);
  expect(await bound.boundOtherwise()).toEqual([]);
});

test('each object holds what binds its account, and one that holds something else is told of', async () => {
  const objects = new Map<string, Buffer>();
  const bound = new BoundAccounts(
    guardrails(() => undefined),
    accounts,
    {
      get: (key) => Promise.resolve(objects.get(key) ?? null),
      put: (key, body) => Promise.resolve(void objects.set(key, body)),
    },
  );
  expect(await bound.boundOtherwise()).toEqual([]);
  await bound.write();
  expect(objects.size).toBe(COUNT);
  const [first, second] = accounts.map(({ id }) => id);
  expect(JSON.parse(objects.get(guardrailsKey(second ?? ''))?.toString() ?? '')).toEqual({
    managementAccount: '111122223333',
    accounts: {
      [second ?? '']: {
        serviceControlPolicies: [
          {
            level: 'root',
            name: 'Root',
            policies: [{ name: 'stay', document: { Version: '2012-10-17', Statement: [] } }],
          },
          { level: 'ou', name: 'above', policies: [] },
          { level: 'ou', name: 'below', policies: [] },
          { level: 'account', name: 'account-1', policies: [] },
        ],
      },
    },
    organization: {
      id: 'o-exampleorg1',
      roots: [{ id: 'r-ab12', name: 'Root' }],
      units: [
        { id: 'ou-ab12-above111', name: 'above', parentId: 'r-ab12', path: 'above' },
        { id: 'ou-ab12-below111', name: 'below', parentId: 'ou-ab12-above111', path: 'above/below' },
      ],
      accounts: [accounts[1]],
    },
  });
  objects.set(guardrailsKey(first ?? ''), jsonObject({ accounts: {} }));
  expect(await bound.boundOtherwise()).toEqual([first]);
});
