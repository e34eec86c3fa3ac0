import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import type { AccountDraft } from '../account-draft.js';
import table from '../data/terraform-resource-policies.json' with { type: 'json' };
import type { DraftDocument } from '../draft.js';
import { mayHoldApiPolicy, policyOfApiDefinition } from '../api-definition.js';
import { eventBusPolicy } from '../event-bus-permission.js';
import { lambdaPolicy, openUrlPolicy } from '../lambda-permission.js';
import { NOT_JUDGED, OTHER_TEMPLATE } from '../not-judged.js';
import { alwaysBlocksPublicAccess, filledArn, type HeldPolicy } from '../resource-policy-types.js';
import { whyNotRead } from '../unread-policies.js';
import { listIn, textIn, type PlanResource } from './plan-resource.js';
import type { References } from './references.js';
import type { TerraformValues } from './terraform-values.js';

/** A policy that stands apart from its resource names it in an attribute. */
type HeldPolicyOfTerraform = HeldPolicy & { readonly of?: string };

const TYPES: ReadonlyMap<string, HeldPolicyOfTerraform> = new Map(Object.entries(table.types));
const LIMITING: ReadonlyMap<string, string> = new Map(Object.entries(table.limiting));
const BUCKET_BLOCK = 'aws_s3_bucket_public_access_block';
const FUNCTION_URL = 'aws_lambda_function_url';
const STACKS: ReadonlySet<string> = new Set([
  'aws_cloudformation_stack',
  'aws_cloudformation_stack_set',
  'aws_serverlessapplicationrepository_cloudformation_stack',
]);
/** IAM by way of AWS's Cloud Control, whose resources are those of CloudFormation. */
const OF_OTHER_PROVIDER = /^awscc_(?:iam|sso)_/;
const REST_API = 'aws_api_gateway_rest_api';
const EVENT_PERMISSION = 'aws_cloudwatch_event_permission';
const ACCOUNT_BLOCK = 'aws_s3_account_public_access_block';

/** Reads the policies of resources of a plan or state. */
export class TerraformResourcePolicies {
  private readonly draft: AccountDraft;
  private readonly values: TerraformValues;
  private readonly references: References;
  private readonly blocked = new Set<string>();
  /** What policies that stand apart are of: kind of resource, attribute and value. */
  private readonly told = new Set<string>();
  private blocksAll = false;

  constructor(draft: AccountDraft, values: TerraformValues, references: References) {
    this.draft = draft;
    this.values = values;
    this.references = references;
  }

  read(resources: readonly PlanResource[]): void {
    const managed = resources.filter(({ isData }) => !isData);
    for (const resource of managed) {
      if (this.blocks(resource)) this.noteBlock(resource);
      this.noteApart(resource);
    }
    for (const resource of managed) this.resourcePolicy(resource);
  }

  private resourcePolicy(resource: PlanResource): void {
    const limiting = LIMITING.get(resource.type);
    if (limiting !== undefined && this.holds(resource, limiting))
      this.draft.problem(`policy of ${resource.address}`, this.values.placeOf(resource), NOT_JUDGED);
    const held = TYPES.get(resource.type);
    if (held === undefined || isClosedUrl(resource) || this.isToldApart(resource, held)) return;
    const document = this.documentOf(resource, held);
    if (document === null) return;
    const { partition } = this.draft.jurisdiction;
    this.draft.addResourcePolicy({
      name: resource.address,
      arn: filledArn(held.arn, (name) => (name === 'partition' ? partition : textIn(resource.values, name))),
      type: held.type,
      document,
      blocksPublicAccess:
        alwaysBlocksPublicAccess(held.type) ||
        (held.type === 's3:bucket' &&
          (this.blocksAll || this.bucketsOf(resource).some((bucket) => this.blocked.has(bucket)))),
    });
  }

  private documentOf(resource: PlanResource, { policy }: HeldPolicyOfTerraform): DraftDocument | null {
    if (policy === null) return this.permission(resource);
    if (this.holds(resource, policy))
      return this.values.document(resource, [policy], `resource policy of ${resource.address}`);
    const body = resource.type === REST_API ? textIn(resource.values, 'body') : null;
    return body === null ? null : this.documentOfApi(resource, body);
  }

  /** The policy in what an API is defined by. */
  private documentOfApi(resource: PlanResource, body: string): DraftDocument | null {
    if (!mayHoldApiPolicy(body)) return null;
    const place = this.values.placeOf(resource);
    try {
      const json = policyOfApiDefinition(JSON.parse(body));
      return json === undefined ? null : { json, place };
    } catch {
      this.draft.problem(
        `resource policy of ${resource.address}`,
        place,
        'it stands in a body that is not JSON, so it is not assessed',
      );
      return null;
    }
  }

  /** Lists the policies of a resource of a type of which it is not known what they mean. */
  unread(resource: PlanResource): void {
    if (TYPES.has(resource.type) || LIMITING.has(resource.type)) return;
    if (STACKS.has(resource.type)) {
      this.draft.problem(`stack ${resource.address}`, this.values.placeOf(resource), OTHER_TEMPLATE);
      return;
    }
    const reason =
      whyNotRead(resource.type, resource.values) ??
      (OF_OTHER_PROVIDER.test(resource.type)
        ? 'resources of the provider awscc are not read, so what it gives is not assessed'
        : null);
    if (reason !== null)
      this.draft.problem(`policy of ${resource.address}`, this.values.placeOf(resource), reason);
  }

  private noteApart({ type, values }: PlanResource): void {
    const held = TYPES.get(type);
    if (held?.of === undefined) return;
    const value = textIn(values, held.of);
    if (value === null) return;
    for (const attribute of [held.of, 'id', 'arn']) this.told.add(`${held.type} ${attribute} ${value}`);
  }

  /**
   * Whether the resource only repeats a policy that stands apart: a state shows what the provider read back.
   * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket
   */
  private isToldApart({ values }: PlanResource, held: HeldPolicyOfTerraform): boolean {
    if (held.of !== undefined) return false;
    return Object.keys(values).some((attribute) =>
      this.told.has(`${held.type} ${attribute} ${textIn(values, attribute) ?? ''}`),
    );
  }

  /** Whether somebody wrote a policy, known or not: the provider fills in the default of many services. */
  private holds(resource: PlanResource, attribute: string): boolean {
    const value = textIn(resource.values, attribute);
    const isComputed = value === null || value === '' || !this.values.isSet(resource, attribute);
    return !isComputed || this.values.isSetAndUnknown(resource, attribute);
  }

  private permission(resource: PlanResource): DraftDocument {
    return { json: this.policyOfPermission(resource), place: this.values.placeOf(resource) };
  }

  private policyOfPermission(resource: PlanResource): JsonObject {
    if (resource.type === FUNCTION_URL) return openUrlPolicy();
    const value = (attribute: string): string | undefined =>
      textIn(resource.values, attribute) ??
      (this.values.isSetAndUnknown(resource, attribute) ? `\${${resource.address}.${attribute}}` : undefined);
    if (resource.type === EVENT_PERMISSION)
      return eventBusPolicy({
        action: value('action') ?? 'events:PutEvents',
        principal: value('principal') ?? '',
        condition: eventCondition(resource),
      });
    return lambdaPolicy({
      action: value('action') ?? 'lambda:InvokeFunction',
      principal: value('principal') ?? '',
      sourceAccount: value('source_account'),
      sourceArn: value('source_arn'),
      principalOrgId: value('principal_org_id') ?? value('organization_id'),
      functionUrlAuthType: value('function_url_auth_type'),
      eventSourceToken: value('event_source_token'),
    });
  }

  /**
   * Whether a resource keeps the public out. New public policies are refused under `block_public_policy`, which is
   * what a plan would meet; a policy that is older stands, as one in a state may.
   * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
   */
  private blocks({ type, values }: PlanResource): boolean {
    if (type !== BUCKET_BLOCK && type !== ACCOUNT_BLOCK) return false;
    if (values['restrict_public_buckets'] === true) return true;
    return this.references.configuration.isThere && values['block_public_policy'] === true;
  }

  private noteBlock(resource: PlanResource): void {
    if (resource.type === ACCOUNT_BLOCK) this.blocksAll = true;
    for (const bucket of this.bucketsOf(resource)) this.blocked.add(bucket);
  }

  /** What the bucket of a resource is called: by its name, or by its address where it has none yet. */
  private bucketsOf(resource: PlanResource): readonly string[] {
    const name = textIn(resource.values, 'bucket');
    const byName = name === null ? [] : [`name ${name}`];
    if (resource.type === 'aws_s3_bucket') return [...byName, `address ${resource.address}`];
    const { attributes } = this.references.origin(resource, ['bucket']);
    return [
      ...byName,
      ...attributes
        .filter(({ resource: { type } }) => type === 'aws_s3_bucket')
        .map(({ resource: { address } }) => `address ${address}`),
    ];
  }
}

/**
 * A URL lets nobody in who has no credentials, unless its type of authorization is none; then the provider adds the
 * permission for everyone itself.
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function_url
 */
function isClosedUrl({ type, values }: PlanResource): boolean {
  return type === FUNCTION_URL && values['authorization_type'] !== 'NONE';
}

/** The test of a permission on an event bus. What is known only after apply counts as one fixed value. */
function eventCondition(resource: PlanResource): JsonObject | undefined {
  const [block] = listIn(resource.values, 'condition');
  if (!isJsonObject(block)) return undefined;
  const part = (name: string) => textIn(block, name) ?? `\${${resource.address}.condition.${name}}`;
  return { Type: part('type'), Key: part('key'), Value: part('value') };
}
