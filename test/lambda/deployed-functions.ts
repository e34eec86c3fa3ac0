import type { ListedRun } from '../../src/lambda/list-accounts.js';
import { handler as listAccounts } from '../../src/lambda/list-accounts.js';
import { handler as rollUp } from '../../src/lambda/roll-up.js';
import { handler as scanAccount } from '../../src/lambda/scan-account.js';
import type { AwsEndpoint, EndpointOptions } from '../aws-endpoint/aws-endpoint.js';
import type { EndpointAccount } from '../aws-endpoint/endpoint-options.js';
import { smallOrganization } from '../aws-endpoint/small-organization.js';
import { smallAccount } from '../aws/small-account.js';

export const [MANAGEMENT, WORKLOAD, SANDBOX] = ['111122223333', '444455556666', '777788889999'] as const;
export const BUCKET = 'results';
export const EXTERNAL_ID = 'nobody-guesses-this';

/** What the template sets. */
export const VARIABLES = {
  RESULTS_BUCKET: BUCKET,
  PARTITION: 'aws',
  MEMBER_ROLE_NAME: 'CloudsplainingReadOnly',
  MEMBER_ROLE_PATH: '/audit/',
  EXTERNAL_ID,
  AWS_REGION: 'us-east-1',
};

/** An account that has the role of the StackSet. */
export function memberAccount(
  id: string,
  name: string,
  more: Partial<EndpointAccount> = {},
): EndpointAccount {
  return {
    id,
    name,
    details: smallAccount('aws', id),
    roles: [{ name: 'CloudsplainingReadOnly', path: '/audit/', externalId: EXTERNAL_ID }],
    ...more,
  };
}

/** An organisation of three accounts, the results bucket beside them. */
export function deployedOrganization(more: Partial<EndpointOptions> = {}): EndpointOptions {
  return {
    accounts: [
      memberAccount(MANAGEMENT, 'management'),
      memberAccount(WORKLOAD, 'work/load'),
      memberAccount(SANDBOX, 'sandbox'),
    ],
    organization: smallOrganization([MANAGEMENT, WORKLOAD, SANDBOX]),
    buckets: [{ name: BUCKET }],
    ...more,
  };
}

/** The text of an object of the results. */
export function textOf(endpoint: AwsEndpoint, key: string): string {
  const object = endpoint.buckets.get(BUCKET)?.get(key);
  if (object === undefined) throw new Error(`there is no ${key}`);
  return object.body.toString();
}

/** The JSON of an object of the results. */
export function jsonOf(endpoint: AwsEndpoint, key: string): unknown {
  const value: unknown = JSON.parse(textOf(endpoint, key));
  return value;
}

/** Keys of the results. */
export function keysOf(endpoint: AwsEndpoint): readonly string[] {
  return [...(endpoint.buckets.get(BUCKET)?.keys() ?? [])].sort();
}

/** What becomes of the items of a map, as the state machine tells it. */
export interface MappedRun {
  readonly listed: ListedRun;
  readonly rolledUp: Awaited<ReturnType<typeof rollUp>>;
  /** Names and messages of errors by account id. */
  readonly failed: ReadonlyMap<string, { readonly Error: string; readonly Cause: string }>;
}

/** Does what the state machine does, but tries nothing again. Everything is passed on as JSON, as there. */
export async function runStateMachine(
  endpoint: AwsEndpoint,
  execution: string,
  input: Readonly<Record<string, unknown>>,
  putResults: (key: string, body: string) => Promise<void>,
): Promise<MappedRun> {
  const listed = passedOn(await listAccounts({ execution, input }));
  const failed = new Map<string, { readonly Error: string; readonly Cause: string }>();
  const executions: unknown[] = [];
  for (const account of accountsIn(jsonOf(endpoint, listed.accountsKey))) {
    const event = { run: listed.run, account };
    const StartDate = new Date().toISOString();
    try {
      await scanAccount(event);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // As Lambda reports an error and Step Functions passes it on.
      const cause = JSON.stringify({ errorType: error.name, errorMessage: error.message, trace: [] });
      const failure = { Error: error.name, Cause: cause };
      failed.set(account.id, failure);
      executions.push({
        ...failure,
        Status: 'FAILED',
        Input: JSON.stringify(event),
        Name: account.id,
        StartDate,
      });
    }
  }
  if (executions.length > 0)
    await putResults(`${listed.mapResults}/0f0f-map-run/FAILED_0.json`, JSON.stringify(executions));
  await putResults(`${listed.mapResults}/0f0f-map-run/manifest.json`, '{}');
  return {
    listed,
    failed,
    rolledUp: await rollUp(passedOn({ run: listed.run, execution: listed.execution })),
  };
}

function passedOn<T>(value: T): T {
  // The same as it was, but for what is no JSON, which a state machine would not pass on.
  return JSON.parse(JSON.stringify(value)) as T;
}

function accountsIn(list: unknown): readonly { readonly id: string; readonly name: string }[] {
  // What the first function wrote; the tests compare it.
  return list as { id: string; name: string }[];
}
