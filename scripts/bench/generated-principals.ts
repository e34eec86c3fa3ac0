import type { DocumentWriter, GeneratedDocument } from './generated-documents.js';
import { ACCOUNT_ID, type GeneratedNames } from './generated-names.js';
import type { GeneratedPolicy } from './generated-policies.js';
import { ROLE_PURPOSES, trustPolicy } from './generated-trust.js';
import type { Random } from './random.js';

/** What principals are made from. */
export interface PrincipalMaterial {
  readonly random: Random;
  readonly names: GeneratedNames;
  readonly documents: DocumentWriter;
  readonly awsPolicies: readonly GeneratedPolicy[];
  readonly customerPolicies: readonly GeneratedPolicy[];
  readonly boundaries: readonly GeneratedPolicy[];
}

type Entry = Readonly<Record<string, unknown>>;

/** So many inline documents are ready-made, as templates and constructs make them, and stand in several principals. */
const READY_MADE_DOCUMENTS = 40;
const READY_MADE_SHARE = 0.4;

/** Writes the entries of users, groups and roles, each with about five policies. */
export class PrincipalWriter {
  private readonly material: PrincipalMaterial;
  private readonly readyMade: readonly GeneratedDocument[];

  constructor(material: PrincipalMaterial) {
    this.material = material;
    this.readyMade = Array.from({ length: READY_MADE_DOCUMENTS }, () => material.documents.document());
  }

  user(groups: readonly string[]): Entry {
    const { random, names } = this.material;
    const name = names.unique(random.chance(0.6) ? names.person() : `svc-${names.workload()}`);
    return this.principal('User', 'user', name, {
      GroupList: random.sample(groups, random.integer(0, 2)),
      ...this.boundary(),
    });
  }

  group(name: string): Entry {
    return this.principal('Group', 'group', name, {});
  }

  role(): Entry {
    const { random, names } = this.material;
    const purpose = random.weighted(ROLE_PURPOSES);
    const suffix = random.text('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 12);
    const name =
      purpose === 'single-sign-on'
        ? names.unique(`AWSReservedSSO_${names.team()}_${suffix.toLowerCase()}`)
        : names.unique(`${names.workload()}-${names.stage()}${random.chance(0.4) ? `-${suffix}` : ''}`);
    const assumeRolePolicy = trustPolicy(purpose, random, names);
    const hasProfile = JSON.stringify(assumeRolePolicy).includes('ec2.amazonaws.com');
    return this.principal('Role', 'role', name, {
      AssumeRolePolicyDocument: assumeRolePolicy,
      InstanceProfileList: hasProfile ? [instanceProfile(name, names, assumeRolePolicy)] : [],
      RoleLastUsed: random.chance(0.7) ? { LastUsedDate: names.date(), Region: names.region() } : {},
      ...this.boundary(),
    });
  }

  private principal(word: 'User' | 'Group' | 'Role', kind: string, name: string, more: Entry): Entry {
    const { names } = this.material;
    const path = name.startsWith('AWSReservedSSO_') ? '/aws-reserved/sso.amazonaws.com/' : names.path();
    const ids = { User: 'AIDA', Group: 'AGPA', Role: 'AROA' } as const;
    return {
      Path: path,
      [`${word}Name`]: name,
      [`${word}Id`]: names.id(ids[word]),
      Arn: `arn:aws:iam::${ACCOUNT_ID}:${kind}${path}${name}`,
      CreateDate: names.date(),
      [`${word}PolicyList`]: this.inlinePolicies(),
      AttachedManagedPolicies: this.attachedPolicies(),
      ...more,
      ...(word === 'Group' ? {} : { Tags: names.tags() }),
    };
  }

  private inlinePolicies(): readonly Entry[] {
    const { random, names, documents } = this.material;
    const count = random.weighted([
      [25, 0],
      [40, 1],
      [25, 2],
      [10, 3],
    ] as const);
    return Array.from({ length: count }, (_, index) => ({
      PolicyName: `${names.workload()}-${index}`,
      PolicyDocument: random.chance(READY_MADE_SHARE) ? random.pick(this.readyMade) : documents.document(),
    }));
  }

  private attachedPolicies(): readonly Entry[] {
    const { random, awsPolicies, customerPolicies } = this.material;
    const chosen = new Set<GeneratedPolicy>();
    const customer = random.weighted([
      [10, 0],
      [25, 1],
      [30, 2],
      [25, 3],
      [10, 4],
    ] as const);
    for (let attached = 0; attached < customer; attached++) chosen.add(pickSkewed(customerPolicies, random));
    const fromAws = random.weighted([
      [15, 0],
      [25, 1],
      [30, 2],
      [20, 3],
      [10, 4],
    ] as const);
    for (const policy of random.sample(awsPolicies, fromAws)) {
      // Administrators are fewer than holders of any other policy would be: about one principal in forty.
      if (policy.name !== 'AdministratorAccess' || random.chance(0.4)) chosen.add(policy);
    }
    return [...chosen].map((policy) => {
      policy.attachments++;
      return { PolicyName: policy.name, PolicyArn: policy.arn };
    });
  }

  private boundary(): Entry {
    const { random, boundaries } = this.material;
    if (!random.chance(0.08)) return {};
    const boundary = random.pick(boundaries);
    boundary.boundaries++;
    return {
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary.arn },
    };
  }
}

function pickSkewed(policies: readonly GeneratedPolicy[], random: Random): GeneratedPolicy {
  const policy = policies[random.skewedIndex(policies.length)];
  return policy ?? random.pick(policies);
}

function instanceProfile(name: string, names: GeneratedNames, trust: Entry): Entry {
  return {
    Path: '/',
    InstanceProfileName: name,
    InstanceProfileId: names.id('AIPA'),
    Arn: `arn:aws:iam::${ACCOUNT_ID}:instance-profile/${name}`,
    CreateDate: names.date(),
    Roles: [
      {
        Path: '/',
        RoleName: name,
        RoleId: names.id('AROA'),
        Arn: `arn:aws:iam::${ACCOUNT_ID}:role/${name}`,
        CreateDate: names.date(),
        AssumeRolePolicyDocument: trust,
      },
    ],
  };
}
