import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyVariables } from '../../aws/aws-environment.js';
import { useEndpoint } from '../../aws/running-endpoint.js';
import type { AwsEndpoint, EndpointOptions } from '../../aws-endpoint/aws-endpoint.js';
import { inventOrganization } from '../../aws-endpoint/invented-organization.js';
import { runWithAws } from '../run-command-line.js';
import { useWorkspace } from '../workspace.js';

export const ORGANIZATION = inventOrganization({ seed: 11, accounts: 12, principals: 12 });
export const ACTIVE = ORGANIZATION.accounts.filter(({ status }) => status === 'ACTIVE');
export const LISTED = ACTIVE.slice(0, 4);

/** Runs of `scan-multi-account` in a workspace of their own, against an endpoint with that organisation. */
export function useRuns() {
  const workspace = useWorkspace();
  const start = useEndpoint();
  const out = (name = ''): string => join(workspace.path, 'out', name);
  return {
    workspace,
    startWith: (options: Partial<EndpointOptions> = {}): Promise<AwsEndpoint> =>
      start({ ...ORGANIZATION, buckets: [{ name: 'reports' }], ...options }),
    scan: (
      endpoint: AwsEndpoint,
      parameters: readonly string[],
      variables: Readonly<Record<string, string>> = {},
    ) =>
      runWithAws(workspace.path, ['scan-multi-account', '-r', 'Scan', ...parameters], {
        AWS_ENDPOINT_URL: endpoint.url,
        ...keyVariables(endpoint),
        ...variables,
      }),
    out,
    json: (name: string): Record<string, unknown> =>
      JSON.parse(readFileSync(out(name), 'utf8')) as Record<string, unknown>,
  };
}
