import { isJsonObject } from '../../policy/json-shape.js';
import type { AccountDraft } from '../account-draft.js';
import type { DraftPrincipal, PolicyReference } from '../draft.js';
import type { SourceFile } from '../source-file.js';
import { listIn, textIn, type PlanResource } from './plan-resource.js';
import type { References } from './references.js';
import { TerraformResourcePolicies } from './terraform-resource-policies.js';
import { inlinePolicies } from './inline-policy-blocks.js';
import { TerraformValues } from './terraform-values.js';

type PrincipalType = DraftPrincipal['type'];
type Read = (resource: PlanResource) => void;

const CUSTOMER_POLICY = 'customer_managed_policy_reference';
const PERMISSION_SETS = '/aws-reserved/sso.amazonaws.com/';

/** Reads what resources declare of IAM, each by its type. */
export class TerraformDeclarations {
  private readonly draft: AccountDraft;
  private readonly values: TerraformValues;
  private readonly resourcePolicies: TerraformResourcePolicies;
  /** In this order: what is attached comes after what it is attached to, and blocks of roles after all. */
  private readonly passes: readonly ReadonlyMap<string, Read>[];

  constructor(draft: AccountDraft, file: SourceFile, references: References) {
    this.draft = draft;
    this.values = new TerraformValues(draft, file, references);
    this.resourcePolicies = new TerraformResourcePolicies(draft, this.values, references);
    this.passes = [
      new Map<string, Read>([
        ['aws_iam_user', (resource) => this.principal('user', resource)],
        ['aws_iam_group', (resource) => this.principal('group', resource)],
        ['aws_iam_role', (resource) => this.principal('role', resource)],
        ['aws_ssoadmin_permission_set', (resource) => this.permissionSet(resource)],
      ]),
      new Map<string, Read>([['aws_iam_policy', (resource) => this.policy(resource)]]),
      new Map<string, Read>([
        ['aws_iam_user_policy', (resource) => this.inlinePolicy('user', resource)],
        ['aws_iam_group_policy', (resource) => this.inlinePolicy('group', resource)],
        ['aws_iam_role_policy', (resource) => this.inlinePolicy('role', resource)],
        ['aws_iam_user_policy_attachment', (resource) => this.attachment('user', resource)],
        ['aws_iam_group_policy_attachment', (resource) => this.attachment('group', resource)],
        ['aws_iam_role_policy_attachment', (resource) => this.attachment('role', resource)],
        ['aws_iam_policy_attachment', (resource) => this.wideAttachment(resource)],
        ['aws_iam_role_policy_attachments_exclusive', (resource) => this.exclusive('role', resource)],
        ['aws_iam_user_policy_attachments_exclusive', (resource) => this.exclusive('user', resource)],
        ['aws_iam_group_policy_attachments_exclusive', (resource) => this.exclusive('group', resource)],
        ['aws_iam_user_group_membership', (resource) => this.memberships(resource, ['user'], ['groups'])],
        ['aws_iam_group_membership', (resource) => this.memberships(resource, ['users'], ['group'])],
        ['aws_iam_instance_profile', (resource) => this.instanceProfile(resource)],
        ['aws_ssoadmin_permission_set_inline_policy', (resource) => this.setInlinePolicy(resource)],
        ['aws_ssoadmin_managed_policy_attachment', (resource) => this.setManagedPolicy(resource)],
        ['aws_ssoadmin_customer_managed_policy_attachment', (resource) => this.setCustomerPolicy(resource)],
        ['aws_ssoadmin_permissions_boundary_attachment', (resource) => this.setBoundary(resource)],
      ]),
      new Map<string, Read>([
        ['aws_iam_user', (resource) => this.boundary(resource)],
        ['aws_iam_role', (resource) => this.roleBlocks(resource)],
      ]),
    ];
  }

  read(resources: readonly PlanResource[]): void {
    for (const pass of this.passes)
      for (const resource of resources) if (!resource.isData) pass.get(resource.type)?.(resource);
    this.resourcePolicies.read(resources);
    for (const resource of resources)
      if (!resource.isData && !this.passes.some((pass) => pass.has(resource.type)))
        this.resourcePolicies.unread(resource);
  }

  private principal(type: PrincipalType, resource: PlanResource): void {
    const { values } = resource;
    const tags = values['tags_all'] ?? values['tags'];
    const arn = textIn(values, 'arn');
    const path = textIn(values, 'path');
    const principal = this.draft.declare(type, {
      name: this.values.nameOf(resource),
      place: this.values.placeOf(resource),
      ...(path === null ? {} : { path }),
      ...(arn === null ? {} : { arn }),
      tags: isJsonObject(tags)
        ? Object.entries(tags).map(([key, value]) => ({ key, value: typeof value === 'string' ? value : '' }))
        : [],
    });
    this.values.principals.set(resource.address, principal);
  }

  private permissionSet(resource: PlanResource): void {
    const principal = this.draft.declare('role', {
      name: `AWSReservedSSO_${this.values.nameOf(resource)}`,
      path: PERMISSION_SETS,
      place: this.values.placeOf(resource),
    });
    this.values.principals.set(resource.address, principal);
    const arn = textIn(resource.values, 'arn');
    if (arn !== null) this.values.permissionSets.set(arn, principal);
  }

  private policy(resource: PlanResource): void {
    const name = this.values.nameOf(resource);
    const path = textIn(resource.values, 'path');
    const policy = this.draft.addPolicy({
      name,
      arn: textIn(resource.values, 'arn'),
      ...(path === null ? {} : { path }),
      place: this.values.placeOf(resource),
      document: this.values.document(resource, ['policy'], `policy ${name}`),
    });
    this.values.policies.set(resource.address, policy);
  }

  private inlinePolicy(type: PrincipalType, resource: PlanResource): void {
    const name = this.values.nameOf(resource);
    const document = this.values.document(resource, ['policy'], `inline policy ${name}`);
    for (const principal of this.values.principalsAt(resource, [type], type))
      if (document !== null) principal.inline.push({ name, document });
  }

  private attachment(type: PrincipalType, resource: PlanResource): void {
    const policies = this.values.policiesAt(resource, ['policy_arn']);
    for (const principal of this.values.principalsAt(resource, [type], type))
      principal.attached.push(...policies);
  }

  private wideAttachment(resource: PlanResource): void {
    const policies = this.values.policiesAt(resource, ['policy_arn']);
    for (const [attribute, type] of [
      ['users', 'user'],
      ['groups', 'group'],
      ['roles', 'role'],
    ] as const)
      for (const principal of this.values.principalsAt(resource, [attribute], type))
        principal.attached.push(...policies);
  }

  private exclusive(type: PrincipalType, resource: PlanResource): void {
    const policies = this.values.policiesAt(resource, ['policy_arns']);
    for (const principal of this.values.principalsAt(resource, [`${type}_name`], type))
      principal.attached.push(...policies);
  }

  private memberships(resource: PlanResource, users: readonly string[], groups: readonly string[]): void {
    const joined = this.values.principalsAt(resource, groups, 'group');
    for (const user of this.values.principalsAt(resource, users, 'user'))
      for (const group of joined) user.groups.add(group);
  }

  private instanceProfile(resource: PlanResource): void {
    const name = this.values.nameOf(resource);
    for (const role of this.values.principalsAt(resource, ['role'], 'role'))
      role.instanceProfiles.push({
        InstanceProfileName: name,
        Arn: textIn(resource.values, 'arn') ?? this.draft.arnOf('instance-profile', '/', name),
      });
  }

  private setInlinePolicy(resource: PlanResource): void {
    const set = this.setOf(resource);
    const document =
      set === null ? null : this.values.document(resource, ['inline_policy'], `inline policy of ${set.name}`);
    if (set !== null && document !== null) set.inline.push({ name: 'AwsSSOInlinePolicy', document });
  }

  private setManagedPolicy(resource: PlanResource): void {
    this.setOf(resource)?.attached.push(...this.values.policiesAt(resource, ['managed_policy_arn']));
  }

  private setCustomerPolicy(resource: PlanResource): void {
    const set = this.setOf(resource);
    const [reference] = listIn(resource.values, CUSTOMER_POLICY);
    if (set !== null) set.attached.push(...this.customerPolicy(resource, reference, [CUSTOMER_POLICY, 0]));
  }

  private setBoundary(resource: PlanResource): void {
    const set = this.setOf(resource);
    const [block] = listIn(resource.values, 'permissions_boundary');
    if (set === null || !isJsonObject(block)) return;
    const [managed] = this.values.policiesAt(resource, ['permissions_boundary', 0, 'managed_policy_arn']);
    const [reference] = listIn(block, CUSTOMER_POLICY);
    const path = ['permissions_boundary', 0, CUSTOMER_POLICY, 0];
    set.boundary = managed ?? this.customerPolicy(resource, reference, path)[0] ?? null;
  }

  /** A policy that is named by name and path, as each account is to have one. */
  private customerPolicy(
    resource: PlanResource,
    reference: unknown,
    path: readonly (string | number)[],
  ): readonly PolicyReference[] {
    if (!isJsonObject(reference)) return [];
    const name = textIn(reference, 'name');
    if (name === null) return this.values.policiesAt(resource, [...path, 'name']);
    const arn = this.draft.arnOf('policy', textIn(reference, 'path') ?? '/', name);
    return [this.draft.policyOfArn(arn) ?? { arn, place: this.values.placeOf(resource) }];
  }

  private setOf(resource: PlanResource): DraftPrincipal | null {
    const set = this.values.principalOfArn(resource, 'permission_set_arn');
    if (set === null)
      this.draft.problem(
        `attachment ${resource.address}`,
        this.values.placeOf(resource),
        'the permission set that it belongs to is not in the file, so it is passed over',
      );
    return set;
  }

  private boundary(resource: PlanResource): DraftPrincipal | null {
    const principal = this.values.principals.get(resource.address) ?? null;
    const [boundary, other] = this.values.policiesAt(resource, ['permissions_boundary']);
    if (other !== undefined)
      this.draft.problem(
        `permissions boundary of ${resource.address}`,
        this.values.placeOf(resource),
        'which of several policies it is is known only after apply, so it is taken not to be there',
      );
    else if (principal !== null && boundary !== undefined) principal.boundary = boundary;
    return principal;
  }

  private roleBlocks(resource: PlanResource): void {
    const role = this.boundary(resource);
    if (role === null) return;
    role.trust = this.values.document(resource, ['assume_role_policy'], `trust policy of role ${role.name}`);
    // Where nobody sets them, the provider fills in what is attached elsewhere.
    if (this.values.isSet(resource, 'managed_policy_arns'))
      role.attached.push(...this.values.policiesAt(resource, ['managed_policy_arns']));
    // The configuration shows no dynamic blocks: what it does not set may be declared, or be what stands apart.
    const mayStandApart = !this.values.isSet(resource, 'inline_policy');
    for (const { index, name, isNamed } of inlinePolicies(resource)) {
      if (role.inline.some((inline) => inline.name === name)) continue;
      if (isNamed && mayStandApart && this.values.standsApart(role.name, name)) continue;
      const path = ['inline_policy', index, 'policy'];
      const document = this.values.document(resource, path, `inline policy ${name} of role ${role.name}`);
      if (document !== null) role.inline.push({ name, document });
    }
  }
}
