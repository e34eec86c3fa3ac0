import type { EndpointOrganization } from './endpoint-organization.js';

const ALLOW_ALL = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** A root with two units, one in the other, and the given accounts: the first directly in the root. */
export function smallOrganization(
  [management = '', workload = '', sandbox = '']: readonly string[],
  more: Partial<EndpointOrganization> = {},
): EndpointOrganization {
  return {
    id: 'o-exampleorg',
    root: {
      id: 'r-ab12',
      name: 'Root',
      accounts: [management],
      units: [
        {
          id: 'ou-ab12-workloads',
          name: 'Workloads',
          accounts: [workload],
          units: [{ id: 'ou-ab12-sandboxes', name: 'Sandboxes & <trials>', accounts: [sandbox], units: [] }],
        },
      ],
    },
    policies: [
      {
        id: 'p-FullAWSAccess',
        name: 'FullAWSAccess',
        type: 'SERVICE_CONTROL_POLICY',
        description: 'Allows access to every operation',
        awsManaged: true,
        document: ALLOW_ALL,
        targets: ['r-ab12', 'ou-ab12-workloads', 'ou-ab12-sandboxes', management, workload, sandbox],
      },
      {
        id: 'p-noleave1',
        name: 'stay',
        type: 'SERVICE_CONTROL_POLICY',
        document: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }],
        },
        targets: ['r-ab12', sandbox],
      },
      {
        id: 'p-RCPFullAWSAccess',
        name: 'RCPFullAWSAccess',
        type: 'RESOURCE_CONTROL_POLICY',
        awsManaged: true,
        document: { ...ALLOW_ALL, Statement: [{ ...ALLOW_ALL.Statement[0], Principal: '*' }] },
        targets: ['r-ab12', 'ou-ab12-workloads', 'ou-ab12-sandboxes', management, workload, sandbox],
      },
    ],
    ...more,
  };
}
