import { parseArn } from '../../account/arn.js';
import { IndexSet } from '../../catalog/index-set.js';
import { ArnIndex } from './arn-index.js';
import { append } from './grouped.js';
import {
  conditionally,
  eitherReaches,
  NO_TARGETS,
  reached,
  within,
  without,
  type Targets,
} from './targets.js';
import type { TrustedOutsider } from './trusted-outsiders.js';

/** The action by which whoever holds it puts an identity provider of its own in the place of one that roles trust. */
export const TAKING_OVER_PROVIDER = 'iam:UpdateSAMLProvider';

const SAML_PROVIDER = /^arn:[^:]+:iam::\d{12}:saml-provider\/./;

/** What a provider says of whom it signs in, and so whoever runs it says as it likes. */
const SAID_BY_PROVIDER =
  /^(?:saml:|aws:requesttag\/|sts:(?:rolesessionname|sourceidentity|transitivetagkeys)$)/i;

/** Whether it is a SAML identity provider. */
export function isSamlProvider({ kind, name }: Pick<TrustedOutsider, 'kind' | 'name'>): boolean {
  return kind === 'federated' && SAML_PROVIDER.test(name);
}

/**
 * What a trust policy asks of whoever has taken the provider over, beyond what the provider itself says.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function askedOfProvider({ tests }: Pick<TrustedOutsider, 'tests'>): TrustedOutsider['tests'] {
  return tests.filter(({ key }) => !SAID_BY_PROVIDER.test(key));
}

/**
 * The SAML identity providers that roles of the input trust, numbered. Who may update one signs itself in to them.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html
 */
export class SamlProviders {
  readonly arns: ArnIndex;
  /** The providers of each account. */
  readonly byAccount: ReadonlyMap<string, IndexSet>;
  private readonly trusting: readonly Targets[];
  private readonly providersOfRole: ReadonlyMap<number, readonly number[]>;

  /**
   * @param trusting - the roles that trust each provider, by its ARN
   * @param protectedRoles - those that AWS changes alone; whether it lets others change their provider is not documented
   */
  constructor(trusting: ReadonlyMap<string, Targets>, protectedRoles: IndexSet) {
    const names = [...trusting.keys()];
    this.arns = new ArnIndex(names);
    this.trusting = [...trusting.values()].map((roles) =>
      eitherReaches(without(roles, protectedRoles), conditionally(within(roles, protectedRoles))),
    );
    const ofAccounts = new Map<string, number[]>();
    const ofRoles = new Map<number, number[]>();
    names.forEach((name, number) => {
      append(ofAccounts, parseArn(name)?.accountId ?? '', number);
    });
    this.trusting.forEach((roles, number) => {
      for (const role of reached(roles).indexes()) append(ofRoles, role, number);
    });
    this.byAccount = new Map([...ofAccounts].map(([account, list]) => [account, IndexSet.of(list)]));
    this.providersOfRole = ofRoles;
  }

  /** The roles that trust some of the providers. */
  rolesTrusting({ open, conditional }: Targets): Targets {
    const rolesOf = (providers: IndexSet) =>
      providers
        .indexes()
        .reduce((roles, number) => eitherReaches(roles, this.trusting[number] ?? NO_TARGETS), NO_TARGETS);
    return eitherReaches(rolesOf(open), conditionally(rolesOf(conditional)));
  }

  /** The providers that a role trusts. */
  trustedBy(role: number): IndexSet {
    return IndexSet.of(this.providersOfRole.get(role) ?? []);
  }
}
