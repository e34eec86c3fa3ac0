import table from '../data/assumable-services.json' with { type: 'json' };
import type { TrustRiskKind } from '../risk-kind.js';
import { serviceName } from '../../policy/service-principal.js';
import type { TrustedPrincipal } from '../trusted-principal.js';
import { trustEvidence, trustedPrincipals } from '../trust-statements.js';

const legacyServices = new Set(
  table.services.filter(({ legacy }) => legacy).map(({ principal }) => servicePrefix(principal)),
);
const furtherServices = new Set(
  table.services
    .filter(({ legacy, runsCustomerCode }) => !legacy && runsCustomerCode)
    .map(({ principal }) => principal),
);

/** Roles that a service running customers' code can assume. */
export const assumableByComputeService: TrustRiskKind = {
  id: 'AssumableByComputeService',
  title: 'Assumable by Compute Service',
  severity: 'low',
  order: 7,
  scope: 'trust-policy',
  summary: 'Services that run code of the customer can assume this role.',
  why: 'Whoever can change what runs on such a service, or finds a flaw in it, acts with the role: its credentials lie in the instance, container or function. A role that compute assumes deserves the narrowest policies of all.',
  fix: 'Keep one role for each workload, give it what that workload calls, and trust only the service that runs it.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html'],
  examples: [
    {
      name: 'functions assume the role',
      document: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      finds: ['lambda'],
    },
    {
      name: 'a service that runs nothing of the customer',
      document: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'config.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      finds: [],
    },
  ],
  assess({ document }) {
    const services = trustedPrincipals(document).filter(({ kind }) => kind === 'service');
    const isLegacy = ({ name }: TrustedPrincipal) => legacyServices.has(servicePrefix(name));
    return [
      ...trustEvidence(services.filter(isLegacy), ({ name }) => servicePrefix(name)),
      ...trustEvidence(
        services.filter((service) => !isLegacy(service) && furtherServices.has(serviceName(service.name))),
        ({ name }) => name,
        true,
      ),
    ];
  },
};

function servicePrefix(principal: string): string {
  return principal.slice(0, Math.max(0, principal.indexOf('.')));
}
