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
  return pMap(
    summaries,
    async ({ Id }) => {
      const id = expected(Id, "a policy's id");
      const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: id }));
      const targets = await allPages(
        (next) => client.send(new ListTargetsForPolicyCommand({ PolicyId: id, ...next })),
        (page) => page.Targets,
      );
      onPolicy();
      return {
        id,
        name: Policy?.PolicySummary?.Name ?? id,
        document: parsed(expected(Policy?.Content, `the text of policy ${id}`)),
        targets: targets.map(({ TargetId }) => expected(TargetId, "a target's id")),
      };
    },
    { concurrency: CALLS_AT_ONCE },
  );
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
