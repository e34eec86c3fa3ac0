import { isDeleted } from '../../policy/principal-name.js';
import type { TrustRiskKind } from '../risk-kind.js';
import { trustEvidence, trustedPrincipals } from '../trust-statements.js';

/** Roles that name users or roles that are gone. */
export const trustsDeletedPrincipal: TrustRiskKind = {
  id: 'TrustsDeletedPrincipal',
  title: 'Trusts Deleted Principal',
  severity: 'low',
  order: 19,
  scope: 'trust-policy',
  summary: 'The trust policy names a user or role that no longer exists, by its unique id.',
  why: 'When a user or role is deleted, AWS shows its unique id in the policies that named it. Nobody can assume the role by that line, not even a new user of the same name. It is a mark of access that nobody reviewed when somebody left, and whoever repairs the policy by writing the name again lets in whoever bears it now.',
  fix: 'Take the line out. If the successor needs the role, name it after checking that it should have it.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids',
  ],
  examples: [
    {
      name: 'a user who was deleted',
      document: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { AWS: 'AIDAEXAMPLEUSERID1234' }, Action: 'sts:AssumeRole' },
        ],
      },
      finds: ['AIDAEXAMPLEUSERID1234'],
    },
    {
      name: 'a user who exists',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:user/olu' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
      finds: [],
    },
  ],
  assess({ document }) {
    return trustEvidence(trustedPrincipals(document).filter(isDeleted), ({ name }) => name);
  },
};
