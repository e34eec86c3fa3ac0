import { isAccountId, parseArn, type Arn } from '../../account/arn.js';
import { partitionOf } from '../../account/partition.js';
import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import { accountOfResources, type Fallback, type Jurisdiction } from '../jurisdiction.js';
import { planResources, textIn, type PlanResource } from './plan-resource.js';

const NAMES_ACCOUNT = /arn:[^"]*:\d{12}:/;
const DOCUMENTS = ['policy', 'inline_policy', 'json'];

/** The account that most known ARNs are of; without any, the one that Terraform asked AWS for, or that policies name. */
export function terraformJurisdiction(
  file: JsonObject,
  resources: readonly PlanResource[],
  fallback: Fallback,
): Jurisdiction {
  const known = mostFrequent(resources);
  const accountId =
    callerAccount(file, resources) ?? known?.accountId ?? fallback.accountId ?? accountOfDocuments(resources);
  return {
    accountId: accountId ?? fallback.madeUpAccount,
    isAccountKnown: accountId !== null,
    partition: known?.partition ?? partitionOf(fallback.region).partition,
  };
}

/** What the data source `aws_caller_identity` said; what is read while planning stands in the prior state only. */
function callerAccount(file: JsonObject, resources: readonly PlanResource[]): string | null {
  const prior = isJsonObject(file['prior_state'])
    ? planResources({ values: file['prior_state']['values'] })
    : [];
  const accounts = new Set(
    [...resources, ...prior].flatMap(({ type, values }) => {
      const account = type === 'aws_caller_identity' ? textIn(values, 'account_id') : null;
      return account !== null && isAccountId(account) ? [account] : [];
    }),
  );
  const [only = null] = accounts;
  return accounts.size === 1 ? only : null;
}

function mostFrequent(resources: readonly PlanResource[]): Arn | null {
  const counts = new Map<string, { readonly arn: Arn; count: number }>();
  let best: { readonly arn: Arn; count: number } | null = null;
  for (const { values } of resources) {
    const arn = parseArn(textIn(values, 'arn') ?? '');
    if (arn === null || !isAccountId(arn.accountId)) continue;
    const entry = counts.get(arn.accountId) ?? { arn, count: 0 };
    entry.count++;
    counts.set(arn.accountId, entry);
    if (best === null || entry.count > best.count) best = entry;
  }
  return best?.arn ?? null;
}

function accountOfDocuments(resources: readonly PlanResource[]): string | null {
  const documents = resources.flatMap(({ type, values }) =>
    type.startsWith('aws_iam_')
      ? DOCUMENTS.flatMap((key) => {
          const text = textIn(values, key);
          return text === null || !NAMES_ACCOUNT.test(text) ? [] : [parsed(text)];
        })
      : [],
  );
  return accountOfResources(documents);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
