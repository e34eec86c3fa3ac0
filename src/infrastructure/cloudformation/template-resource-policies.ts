import { isJsonObject } from '../../policy/json-shape.js';
import type { AccountDraft } from '../account-draft.js';
import table from '../data/cloudformation-resource-policies.json' with { type: 'json' };
import { policyOfApiDefinition } from '../api-definition.js';
import { eventBusPolicy } from '../event-bus-permission.js';
import { lambdaPolicy } from '../lambda-permission.js';
import { NOT_JUDGED } from '../not-judged.js';
import { alwaysBlocksPublicAccess, filledArn, type HeldPolicy } from '../resource-policy-types.js';
import { possibleValues, textOf } from '../unknown-values.js';
import { whyNotRead } from '../unread-policies.js';
import type { ResourceNames } from './resource-names.js';
import { samResourcePolicy, type SamResourcePolicy } from './sam-resource-policies.js';
import type { TemplateResource } from './template.js';
import type { TemplateValues } from './template-values.js';

const TYPES: ReadonlyMap<string, HeldPolicy> = new Map(Object.entries(table.types));
const LIMITING: ReadonlyMap<string, string> = new Map(Object.entries(table.limiting));

/** Reads the policies of resources of a template. */
export class TemplateResourcePolicies {
  private readonly draft: AccountDraft;
  private readonly values: TemplateValues;
  private readonly names: ResourceNames;
  /** Buckets that block public access, as `Ref` names them. */
  private readonly blocked = new Set<string>();

  constructor(draft: AccountDraft, values: TemplateValues, names: ResourceNames) {
    this.draft = draft;
    this.values = values;
    this.names = names;
  }

  noteBlock(resource: TemplateResource): void {
    if (resource.type !== 'AWS::S3::Bucket') return;
    const name = textOf(this.names.reference(resource));
    if (name !== null && this.blocksPublicAccess(resource)) this.blocked.add(name);
  }

  resourcePolicy(resource: TemplateResource): void {
    const limiting = LIMITING.get(resource.type);
    if (limiting !== undefined && this.values.property(resource, limiting) !== undefined)
      this.draft.problem(`policy of ${resource.id}`, this.values.placeOf(resource), NOT_JUDGED);
    const held = TYPES.get(resource.type);
    const value = held === undefined ? undefined : this.documentOf(resource, held);
    if (held === undefined || value === undefined) return;
    const document = this.values.document(resource, value, `resource policy of ${resource.id}`);
    if (document === null) return;
    const { partition } = this.draft.jurisdiction;
    this.draft.addResourcePolicy({
      name: resource.id,
      arn: filledArn(held.arn, (name) =>
        name === 'partition' ? partition : textOf(this.values.property(resource, name)),
      ),
      type: held.type,
      document,
      blocksPublicAccess:
        alwaysBlocksPublicAccess(held.type) ||
        (resource.type === 'AWS::S3::BucketPolicy'
          ? this.blocked.has(textOf(this.values.property(resource, 'Bucket')) ?? '')
          : held.type === 's3:accesspoint' && this.blocksPublicAccess(resource)),
    });
  }

  /** Lists the policies of a resource of a type of which it is not known what they mean. */
  unread(resource: TemplateResource): void {
    if (TYPES.has(resource.type) || LIMITING.has(resource.type)) return;
    const reason = whyNotRead(resource.type, resource.properties);
    if (reason !== null)
      this.draft.problem(`policy of ${resource.id}`, this.values.placeOf(resource), reason);
  }

  private documentOf(resource: TemplateResource, { policy }: HeldPolicy): unknown {
    const property = (name: string) => this.values.property(resource, name);
    if (resource.type === 'AWS::Events::EventBusPolicy') return this.policyOfEventBus(resource);
    if (policy !== null) {
      const value = property(policy);
      if (value === undefined && resource.type === 'AWS::ApiGateway::RestApi')
        return policyOfApiDefinition(property('Body'));
      // A table holds its policy in an object of its own.
      return isJsonObject(value) && Object.hasOwn(value, 'PolicyDocument') ? value['PolicyDocument'] : value;
    }
    const made = samResourcePolicy(resource.type, property);
    if (made !== null) return this.documentOfSam(resource, made);
    return lambdaPolicy({
      action: property('Action'),
      principal: property('Principal'),
      sourceAccount: property('SourceAccount'),
      sourceArn: property('SourceArn'),
      principalOrgId: property('PrincipalOrgID') ?? property('OrganizationId'),
      functionUrlAuthType: property('FunctionUrlAuthType'),
      eventSourceToken: property('EventSourceToken'),
      invokedViaFunctionUrl: property('InvokedViaFunctionUrl'),
    });
  }

  private documentOfSam(resource: TemplateResource, { document, unread }: SamResourcePolicy): unknown {
    if (unread.length > 0)
      this.draft.problem(
        `resource policy of ${resource.id}`,
        this.values.placeOf(resource),
        `what SAM makes of ${unread.join(', ')} is not read, so it is not assessed`,
      );
    return document ?? policyOfApiDefinition(this.values.property(resource, 'DefinitionBody'));
  }

  /** A statement, or what one is made of. */
  private policyOfEventBus(resource: TemplateResource): unknown {
    const statement = this.values.property(resource, 'Statement');
    if (statement !== undefined) return { Version: '2012-10-17', Statement: [statement] };
    const principal = this.values.property(resource, 'Principal');
    if (principal === undefined) return undefined;
    return eventBusPolicy({
      action: this.values.property(resource, 'Action'),
      principal,
      condition: this.values.property(resource, 'Condition'),
    });
  }

  private blocksPublicAccess(resource: TemplateResource): boolean {
    const block = this.values.property(resource, 'PublicAccessBlockConfiguration');
    if (!isJsonObject(block)) return false;
    return ['BlockPublicPolicy', 'RestrictPublicBuckets'].some((name) => {
      const values = possibleValues(block[name]).map(textOf);
      return values.length > 0 && values.every((value) => value === 'true');
    });
  }
}
