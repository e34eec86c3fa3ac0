import {
  DescribePolicyCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
  type OrganizationsClient,
  type PolicyType,
} from '@aws-sdk/client-organizations';
import pMap from 'p-map';
import { allPages, expected } from './all-pages.js';
import type { OrganizationPolicy } from './organization.js';

/** AWS Organizations takes few calls a second. */
export const CALLS_AT_ONCE = 4;

/** Whether AWS says that there is no longer what it listed: people work on the organisation while it is read. */
export function isGone(error: unknown, name: 'ParentNotFoundException' | 'PolicyNotFoundException'): boolean {
  return error instanceof Error && error.name === name;
}

/** All policies of a type with the places they are attached to. */
export async function readPolicies(
  client: OrganizationsClient,
  type: PolicyType,
  onPolicy: () => void,
): Promise<readonly OrganizationPolicy[]> {
  const summaries = await allPages(
    (next) => client.send(new ListPoliciesCommand({ Filter: type, ...next })),
    ({ Policies }) => Policies,
  );
  const policies = await pMap(
    summaries,
    async ({ Id }) => {
      try {
        const policy = await readPolicy(client, expected(Id, "a policy's id"));
        onPolicy();
        return [policy];
      } catch (error) {
        // Only a policy that is attached to nothing can be deleted.
        if (isGone(error, 'PolicyNotFoundException')) return [];
        throw error;
      }
    },
    { concurrency: CALLS_AT_ONCE },
  );
  return policies.flat();
}

async function readPolicy(client: OrganizationsClient, id: string): Promise<OrganizationPolicy> {
  const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: id }));
  const targets = await allPages(
    (next) => client.send(new ListTargetsForPolicyCommand({ PolicyId: id, ...next })),
    (page) => page.Targets,
  );
  return {
    id,
    name: Policy?.PolicySummary?.Name ?? id,
    document: parsed(expected(Policy?.Content, `the text of policy ${id}`)),
    targets: targets.map(({ TargetId }) => expected(TargetId, "a target's id")),
  };
}

/** The text itself where it is no JSON, for the reader of the file to report. */
function parsed(text: string): unknown {
  try {
    const document: unknown = JSON.parse(text);
    return document;
  } catch {
    return text;
  }
}
