import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import type { AccountDraft } from '../account-draft.js';
import type { DraftPrincipal, PolicyReference } from '../draft.js';
import { OTHER_TEMPLATE } from '../not-judged.js';
import { textOf } from '../unknown-values.js';
import type { Decision } from './decision.js';
import { isNestedStack } from './nested-stack.js';
import type { Environment } from './environment.js';
import type { ResourceNames } from './resource-names.js';
import { samPolicy } from './sam-policies.js';
import { assumingService, generatedRole } from './sam-roles.js';
import { objectIn, type TemplateResource } from './template.js';
import { TemplateResourcePolicies } from './template-resource-policies.js';
import type { TemplateValues } from './template-values.js';

type PrincipalType = DraftPrincipal['type'];
type Read = (resource: TemplateResource) => void;

const STACK_SET = 'AWS::CloudFormation::StackSet';
/** The end of the types of modules that somebody registered. */
const MODULE = '::MODULE';
const PERMISSION_SETS = '/aws-reserved/sso.amazonaws.com/';
/** The tag by which SAM marks what it made. */
const SAM_TAGS: ReadonlyMap<string, string> = new Map([
  ['AWS::Serverless::Function', 'lambda:createdBy'],
  ['AWS::Serverless::StateMachine', 'stateMachine:createdBy'],
]);

/** What the declarations of a template need besides their values. */
export interface DeclarationSettings {
  readonly names: ResourceNames;
  readonly environment: Environment;
  /** Whether the template of a nested stack was read. */
  readonly isRead: (stack: TemplateResource) => boolean;
  /** Whether a condition holds. */
  readonly decide: (condition: string) => Decision;
}

/** Reads what the resources of a template declare of IAM, each by its type. */
export class TemplateDeclarations {
  private readonly draft: AccountDraft;
  private readonly values: TemplateValues;
  private readonly names: ResourceNames;
  private readonly resourcePolicies: TemplateResourcePolicies;
  private readonly environment: Environment;
  private readonly isRead: DeclarationSettings['isRead'];
  private readonly decide: DeclarationSettings['decide'];
  private readonly declared = new Map<string, DraftPrincipal>();
  /** In this order: principals, what is attached to them, and what else there is. */
  private readonly passes: readonly ReadonlyMap<string, Read>[];

  constructor(
    draft: AccountDraft,
    values: TemplateValues,
    { names, environment, isRead, decide }: DeclarationSettings,
  ) {
    this.draft = draft;
    this.values = values;
    this.names = names;
    this.resourcePolicies = new TemplateResourcePolicies(draft, values, names);
    this.environment = environment;
    this.isRead = isRead;
    this.decide = decide;
    this.passes = [
      new Map<string, Read>([
        ['AWS::IAM::User', (resource) => this.principal('user', resource)],
        ['AWS::IAM::Group', (resource) => this.principal('group', resource)],
        ['AWS::IAM::Role', (resource) => this.principal('role', resource)],
        ['AWS::SSO::PermissionSet', (resource) => this.permissionSet(resource)],
        ['AWS::Serverless::Function', (resource) => this.samRole(resource)],
        ['AWS::Serverless::StateMachine', (resource) => this.samRole(resource)],
      ]),
      new Map<string, Read>([['AWS::IAM::ManagedPolicy', (resource) => this.managedPolicy(resource)]]),
      new Map<string, Read>([
        ['AWS::IAM::User', (resource) => this.holdings(resource)],
        ['AWS::IAM::Group', (resource) => this.holdings(resource)],
        ['AWS::IAM::Role', (resource) => this.holdings(resource)],
        ['AWS::IAM::Policy', (resource) => this.sharedInlinePolicy(resource)],
        ['AWS::IAM::RolePolicy', (resource) => this.inlinePolicy(resource, 'role', 'RoleName')],
        ['AWS::IAM::UserPolicy', (resource) => this.inlinePolicy(resource, 'user', 'UserName')],
        ['AWS::IAM::GroupPolicy', (resource) => this.inlinePolicy(resource, 'group', 'GroupName')],
        ['AWS::IAM::UserToGroupAddition', (resource) => this.memberships(resource)],
        ['AWS::IAM::InstanceProfile', (resource) => this.instanceProfile(resource)],
      ]),
    ];
  }

  read(resources: Iterable<TemplateResource>): void {
    const list = [...resources];
    for (const pass of this.passes) for (const resource of list) pass.get(resource.type)?.(resource);
    for (const resource of list) this.resourcePolicies.noteBlock(resource);
    for (const resource of list) {
      this.resourcePolicies.resourcePolicy(resource);
      if (!this.passes.some((pass) => pass.has(resource.type))) this.resourcePolicies.unread(resource);
      this.connectors(resource);
      this.unreadTemplates(resource);
    }
  }

  /** Lists what stands for resources that are written elsewhere. */
  private unreadTemplates(resource: TemplateResource): void {
    const place = this.values.placeOf(resource);
    if (isNestedStack(resource) && !this.isRead(resource))
      this.draft.problem(`nested stack ${resource.id}`, place, OTHER_TEMPLATE);
    else if (resource.type === STACK_SET)
      this.draft.problem(`stack set ${resource.id}`, place, OTHER_TEMPLATE);
    else if (resource.type.endsWith(MODULE))
      this.draft.problem(
        `module ${resource.id}`,
        place,
        `the resources that CloudFormation makes of ${resource.type} are not known, so they are not assessed`,
      );
  }

  /** SAM gives roles the policies of connectors, which none of its documents spells out. */
  private connectors(resource: TemplateResource): void {
    const own = objectIn(objectIn(resource.holder, resource.key), 'Connectors');
    const names = Object.keys(own).map((name) => `connector ${name} of ${resource.id}`);
    if (resource.type === 'AWS::Serverless::Connector') names.push(`connector ${resource.id}`);
    for (const name of names)
      this.draft.problem(
        name,
        this.values.placeOf(resource),
        'the policy that SAM makes of it is not known, so it is not assessed',
      );
  }

  private principal(type: PrincipalType, resource: TemplateResource): DraftPrincipal {
    const principal = this.draft.declare(type, {
      name: this.names.plainName(resource),
      path: this.names.path(resource),
      place: this.values.placeOf(resource),
      tags: this.values.tags(this.values.property(resource, 'Tags')),
    });
    this.declared.set(resource.id, principal);
    const written = textOf(this.values.property(resource, nameProperty(type)));
    if (written !== null) this.values.remember(written, principal);
    return principal;
  }

  private managedPolicy(resource: TemplateResource): void {
    const name = this.names.plainName(resource);
    const policy = this.draft.addPolicy({
      name,
      path: this.names.path(resource),
      place: this.values.placeOf(resource),
      document: this.values.document(
        resource,
        this.values.property(resource, 'PolicyDocument'),
        `policy ${name}`,
      ),
    });
    for (const principal of this.holders(resource)) principal.attached.push(policy);
  }

  /** Whom `Users`, `Groups` and `Roles` name. */
  private holders(resource: TemplateResource): readonly DraftPrincipal[] {
    return (
      [
        ['Users', 'user'],
        ['Groups', 'group'],
        ['Roles', 'role'],
      ] as const
    ).flatMap(([property, type]) =>
      this.values.principals(resource, this.values.property(resource, property), type),
    );
  }

  private holdings(resource: TemplateResource): void {
    const principal = this.declared.get(resource.id);
    if (principal === undefined) return;
    const { values } = this;
    if (principal.type === 'role')
      principal.trust = values.document(
        resource,
        values.property(resource, 'AssumeRolePolicyDocument'),
        `trust policy of role ${principal.name}`,
      );
    for (const entry of values.entries(values.property(resource, 'Policies')))
      this.addInline(principal, resource, entry);
    principal.attached.push(...values.policies(resource, values.property(resource, 'ManagedPolicyArns')));
    principal.boundary = values.boundary(resource, values.property(resource, 'PermissionsBoundary'));
    if (principal.type !== 'user') return;
    for (const group of values.principals(resource, values.property(resource, 'Groups'), 'group'))
      principal.groups.add(group);
  }

  private addInline(principal: DraftPrincipal, resource: TemplateResource, entry: unknown): void {
    const fields: JsonObject = isJsonObject(entry) ? entry : {};
    const name = textOf(fields['PolicyName']) ?? resource.id;
    const what = `inline policy ${name} of ${principal.type} ${principal.name}`;
    const value = isJsonObject(entry) ? fields['PolicyDocument'] : entry;
    const document = this.values.document(resource, value, what);
    if (document !== null) principal.inline.push({ name, document });
  }

  private sharedInlinePolicy(resource: TemplateResource): void {
    this.addToAll(resource, this.holders(resource));
  }

  private inlinePolicy(resource: TemplateResource, type: PrincipalType, property: string): void {
    const { values } = this;
    this.addToAll(resource, values.principals(resource, values.property(resource, property), type));
  }

  private addToAll(resource: TemplateResource, holders: readonly DraftPrincipal[]): void {
    const name = this.names.plainName(resource);
    const document = this.values.document(
      resource,
      this.values.property(resource, 'PolicyDocument'),
      `inline policy ${name}`,
    );
    if (document === null) return;
    if (holders.length > 0) for (const holder of holders) holder.inline.push({ name, document });
    else this.draft.addPolicy({ name, place: document.place, document });
  }

  private memberships(resource: TemplateResource): void {
    const { values } = this;
    const groups = values.principals(resource, values.property(resource, 'GroupName'), 'group');
    for (const user of values.principals(resource, values.property(resource, 'Users'), 'user'))
      for (const group of groups) user.groups.add(group);
  }

  private instanceProfile(resource: TemplateResource): void {
    const name = this.names.plainName(resource);
    const Arn = this.draft.arnOf('instance-profile', this.names.path(resource), name);
    for (const role of this.values.principals(resource, this.values.property(resource, 'Roles'), 'role'))
      role.instanceProfiles.push({ InstanceProfileName: name, Arn });
  }

  private permissionSet(resource: TemplateResource): void {
    const { values } = this;
    const set = this.draft.declare('role', {
      name: `AWSReservedSSO_${textOf(values.property(resource, 'Name')) ?? resource.id}`,
      path: PERMISSION_SETS,
      place: values.placeOf(resource),
    });
    const inline = values.property(resource, 'InlinePolicy');
    const document =
      inline === undefined ? null : values.document(resource, inline, `inline policy of ${set.name}`);
    if (document !== null) set.inline.push({ name: 'AwsSSOInlinePolicy', document });
    set.attached.push(...values.policies(resource, values.property(resource, 'ManagedPolicies')));
    for (const reference of values.entries(values.property(resource, 'CustomerManagedPolicyReferences')))
      set.attached.push(...this.customerPolicy(resource, reference));
    const [boundary] = values.entries(values.property(resource, 'PermissionsBoundary'));
    if (!isJsonObject(boundary)) return;
    const arn = boundary['ManagedPolicyArn'];
    set.boundary =
      values.boundary(resource, arn) ??
      this.customerPolicy(resource, boundary['CustomerManagedPolicyReference'])[0] ??
      null;
  }

  /** A policy that is named by name and path, as each account is to have one. */
  private customerPolicy(resource: TemplateResource, reference: unknown): readonly PolicyReference[] {
    const name = isJsonObject(reference) ? textOf(reference['Name']) : null;
    if (name === null || !isJsonObject(reference)) return [];
    const arn = this.draft.arnOf('policy', textOf(reference['Path']) ?? '/', name);
    return [{ arn, place: this.values.placeOf(resource) }];
  }

  /** SAM puts the tags of a function or a state machine on its role too, and one of its own. */
  private samTags(resource: TemplateResource): DraftPrincipal['tags'] {
    const written = this.values.property(resource, 'Tags');
    const own = isJsonObject(written) ? Object.entries(written) : [];
    return [
      ...own.map(([key, value]) => ({ key, value: textOf(value) ?? '' })),
      { key: SAM_TAGS.get(resource.type) ?? '', value: 'SAM' },
    ];
  }

  /** The role that SAM makes for a function or a state machine that names none. */
  private samRole(resource: TemplateResource): void {
    const { values } = this;
    const generated = generatedRole(resource, this.decide);
    if (generated === null) return;
    const place = values.placeOf(resource);
    const role = this.draft.declare('role', {
      name: this.names.plainName(generated),
      path: this.names.path(generated),
      place,
      tags: this.samTags(resource),
    });
    const trust = values.property(resource, 'AssumeRolePolicyDocument') ?? {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: assumingService(resource.type) },
          Action: 'sts:AssumeRole',
        },
      ],
    };
    role.trust = values.document(resource, trust, `trust policy of role ${role.name}`);
    role.boundary = values.boundary(resource, values.property(resource, 'PermissionsBoundary'));
    values.entries(values.property(resource, 'Policies')).forEach((entry, index) => {
      const policy = samPolicy(entry, this.environment);
      const name = `${resource.id}RolePolicy${index}`;
      if (policy.kind === 'managed') role.attached.push({ arn: policy.arn, place });
      else if (policy.kind === 'unknown')
        this.draft.problem(
          `policy of ${resource.id}`,
          place,
          `what ${policy.name} gives is not known, so it is not assessed`,
        );
      else {
        const document = values.document(resource, policy.document, `inline policy ${name}`);
        if (document !== null) role.inline.push({ name, document });
      }
    });
  }
}

function nameProperty(type: PrincipalType): string {
  return type === 'role' ? 'RoleName' : type === 'user' ? 'UserName' : 'GroupName';
}
