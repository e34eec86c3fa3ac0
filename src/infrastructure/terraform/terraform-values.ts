import { isJsonObject } from '../../policy/json-shape.js';
import type { AccountDraft } from '../account-draft.js';
import { DocumentTexts } from '../document-text.js';
import type { DraftDocument, DraftPolicy, DraftPrincipal, PolicyReference } from '../draft.js';
import type { Place, Position } from '../place.js';
import type { SourceFile } from '../source-file.js';
import { DataDocuments, isDocumentData } from './data-documents.js';
import { moduleOf } from './module-address.js';
import { rolePolicyKey, textIn, unknownUnder, type PlanResource } from './plan-resource.js';
import { attributeName, type ReferredAttribute, type References } from './references.js';

type Step = string | number;
type PrincipalType = DraftPrincipal['type'];

/** Attributes that are sets of policies or principals. */
const SETS: ReadonlySet<Step> = new Set(['managed_policy_arns', 'policy_arns', 'users', 'groups', 'roles']);
const START: Position = { line: 1, column: 1 };

/** Reads attributes of resources: documents, and references to policies and principals, known or not. */
export class TerraformValues {
  /** What was declared, by the address of its resource. */
  readonly principals = new Map<string, DraftPrincipal>();
  readonly policies = new Map<string, DraftPolicy>();
  /** Permission sets by their own ARNs, which are not those of the roles made of them. */
  readonly permissionSets = new Map<string, DraftPrincipal>();
  private readonly draft: AccountDraft;
  private readonly file: SourceFile;
  private readonly references: References;
  private readonly texts: DocumentTexts;
  private readonly dataDocuments: DataDocuments;

  constructor(draft: AccountDraft, file: SourceFile, references: References) {
    this.draft = draft;
    this.file = file;
    this.references = references;
    this.texts = new DocumentTexts(file.places);
    this.dataDocuments = new DataDocuments(draft, this.texts, {
      references,
      arnOf: (resource) => this.arnOf(resource),
    });
  }

  placeOf(resource: PlanResource): Place {
    const position = this.file.places.of(resource.holder) ?? START;
    return { file: this.file.path, address: resource.address, ...position };
  }

  /** The name that a resource has, or that stands for it where it is known only after apply. */
  nameOf(resource: PlanResource): string {
    const name = textIn(resource.values, 'name');
    if (name !== null) return name;
    return `${textIn(resource.values, 'name_prefix') ?? ''}${resource.address.replace(/[^\w+=,.@[\]-]/g, '')}`;
  }

  /** Whether a value is set by whoever wrote the configuration, not computed by the provider. */
  isSet(resource: PlanResource, attribute: string): boolean {
    return !this.references.configuration.isThere || this.references.configuration.sets(resource, attribute);
  }

  /** Whether an inline policy of a role is, or was until now, a resource of its own. */
  standsApart(role: string, policy: string): boolean {
    return this.references.rolePoliciesApart.has(rolePolicyKey(role, policy));
  }

  /** Whether the configuration sets a value that is known only after apply. */
  isSetAndUnknown(resource: PlanResource, attribute: string): boolean {
    return (
      unknownUnder(resource.unknown, attribute) === true &&
      this.references.configuration.sets(resource, attribute)
    );
  }

  /**
   * The document under a path of a resource; null, and a problem, where there is none.
   *
   * @param path - to a text in the values
   */
  document(resource: PlanResource, path: readonly Step[], what: string): DraftDocument | null {
    const place = this.placeOf(resource);
    const { holder, key, value, unknown } = valueAt(resource, path);
    if (typeof value === 'string' && value !== '' && isJsonObject(holder)) {
      const { json, statements } = this.texts.document(value, holder, key);
      return { json, place: statements === undefined ? place : { ...place, statements } };
    }
    if (unknown !== true) {
      this.draft.problem(what, place, 'the document is missing, so it is not assessed');
      return null;
    }
    const { attributes, unfollowed } = this.references.origin(resource, path, isDocumentData);
    const sources = attributes.map(({ resource: source }) => source).filter(isDocumentData);
    if (sources.length > 0) return this.dataDocuments.document(sources, { resource, path, what, place });
    const names = namesOf(attributes, unfollowed);
    const because = names.length === 0 ? '' : ` (it depends on ${names.slice(0, 3).join(', ')})`;
    this.draft.problem(
      what,
      place,
      `the document is known only after apply${because}, so it is not assessed`,
    );
    return null;
  }

  /** The ARN of something of IAM, which its name and path tell before it is made. */
  private arnOf(resource: PlanResource): string | null {
    const known = textIn(resource.values, 'arn');
    if (known !== null) return known;
    const declared = this.principals.get(resource.address) ?? this.policies.get(resource.address);
    if (declared !== undefined) return declared.arn;
    const url = resource.type === 'aws_iam_openid_connect_provider' ? textIn(resource.values, 'url') : null;
    const { partition, accountId } = this.draft.jurisdiction;
    return url === null
      ? null
      : `arn:${partition}:iam::${accountId}:oidc-provider/${url.replace(/^https:\/\//, '')}`;
  }

  /** The managed policies that a path of a resource names, one or a list of them. */
  policiesAt(resource: PlanResource, path: readonly Step[]): readonly PolicyReference[] {
    const place = this.placeOf(resource);
    const { value, unknown } = valueAt(resource, path);
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const known = list.flatMap((arn): PolicyReference[] =>
      typeof arn === 'string' && arn !== '' ? [this.draft.policyOfArn(arn) ?? { arn, place }] : [],
    );
    if (!isPartlyUnknown(unknown)) return known;
    const { attributes, unfollowed } = this.references.origin(resource, path, ({ address }) =>
      this.policies.has(address),
    );
    const referred = attributes.flatMap(({ resource: source }): PolicyReference[] => {
      const policy = this.policies.get(source.address);
      if (policy !== undefined) return [policy];
      const arn = textIn(source.values, 'arn');
      return arn === null ? [] : [{ arn, place }];
    });
    if (referred.length === 0) {
      const because = dependence(attributes, unfollowed);
      const [what, reason] = path.includes('permissions_boundary')
        ? [
            'permissions boundary of',
            `which policy it is is known only after apply${because}, so it is taken not to be there`,
          ]
        : [
            'attachment',
            `which policy it attaches is known only after apply${because}, so it is passed over`,
          ];
      this.draft.problem(`${what} ${resource.address}`, place, reason);
    } else this.noteLostEntries(resource, path, unknown, 'policies it attaches');
    return [...known, ...referred];
  }

  /** The principals that a path of a resource names, one or a list of them. */
  principalsAt(
    resource: PlanResource,
    path: readonly Step[],
    type: PrincipalType,
  ): readonly DraftPrincipal[] {
    const place = this.placeOf(resource);
    const { value, unknown } = valueAt(resource, path);
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const known = list.flatMap((name): DraftPrincipal[] =>
      typeof name === 'string' && name !== ''
        ? [this.among(this.draft.named(type, nameIn(name), place), resource, path)]
        : [],
    );
    if (!isPartlyUnknown(unknown)) return known;
    const { attributes, unfollowed } = this.references.origin(
      resource,
      path,
      ({ address }) => this.principals.get(address)?.type === type,
    );
    const referred = attributes.flatMap(({ resource: source }) => {
      const principal = this.principals.get(source.address);
      return principal?.type === type ? [principal] : [];
    });
    if (referred.length > 0) {
      this.noteLostEntries(resource, path, unknown, `${type}s it is for`);
      return [...new Set([...known, ...referred])];
    }
    const names = namesOf(attributes, unfollowed);
    return [...known, this.draft.named(type, names[0] ?? `${resource.address}.${path.join('.')}`, place)];
  }

  /** Of principals that share a name, the one that is referred to, or that stands in the same module. */
  private among(named: DraftPrincipal, resource: PlanResource, path: readonly Step[]): DraftPrincipal {
    if (!this.draft.sharesName(named)) return named;
    const isMeant = (principal: DraftPrincipal | undefined): principal is DraftPrincipal =>
      principal?.type === named.type && principal.name.toLowerCase() === named.name.toLowerCase();
    const referred = this.references
      .origin(resource, path)
      .attributes.map(({ resource: source }) => this.principals.get(source.address))
      .find(isMeant);
    if (referred !== undefined) return referred;
    const [, beside] =
      [...this.principals].find(
        ([address, principal]) => isMeant(principal) && moduleOf(address) === resource.module,
      ) ?? [];
    return beside ?? named;
  }

  /** A plan shows nothing of a set with one entry that is not known, and of its expression only the references. */
  private noteLostEntries(
    resource: PlanResource,
    [attribute = '', ...rest]: readonly Step[],
    unknown: unknown,
    entries: string,
  ): void {
    if (unknown !== true || rest.length > 0 || !SETS.has(attribute)) return;
    this.draft.problem(
      `${attribute} of ${resource.address}`,
      this.placeOf(resource),
      `a plan does not show which other ${entries}, if any, so they are passed over`,
    );
  }

  /** The resource that a path of a resource refers to, of those that were declared as principals. */
  principalOfArn(resource: PlanResource, attribute: string): DraftPrincipal | null {
    const arn = textIn(resource.values, attribute);
    if (arn !== null) {
      const known = this.permissionSets.get(arn);
      if (known !== undefined) return known;
    }
    const { attributes } = this.references.origin(resource, [attribute]);
    for (const { resource: source } of attributes) {
      const principal = this.principals.get(source.address);
      if (principal !== undefined) return principal;
    }
    return null;
  }
}

interface ValueAt {
  readonly holder: unknown;
  readonly key: Step;
  readonly value: unknown;
  readonly unknown: unknown;
}

function valueAt(resource: PlanResource, path: readonly Step[]): ValueAt {
  let found: ValueAt = { holder: null, key: '', value: resource.values, unknown: resource.unknown };
  for (const key of path) {
    const { value: holder, unknown } = found;
    const value: unknown =
      Array.isArray(holder) && typeof key === 'number'
        ? holder[key]
        : isJsonObject(holder) && Object.hasOwn(holder, key)
          ? holder[key]
          : undefined;
    found = { holder, key, value, unknown: unknownUnder(unknown, key) };
  }
  return found;
}

function namesOf(attributes: readonly ReferredAttribute[], unfollowed: readonly string[]): readonly string[] {
  return [...attributes.map(attributeName), ...unfollowed];
}

function dependence(attributes: readonly ReferredAttribute[], unfollowed: readonly string[]): string {
  const names = namesOf(attributes, unfollowed);
  return names.length === 0 ? '' : ` (${names.slice(0, 3).join(', ')})`;
}

/** Whether something under a value is known only after apply. */
function isPartlyUnknown(unknown: unknown): boolean {
  return unknown === true || (Array.isArray(unknown) && unknown.includes(true));
}

/** Some attributes take an ARN in the place of a name. */
function nameIn(text: string): string {
  return /^arn:[^:]+:iam::\d*:(?:role|user|group)\/(?:.*\/)?([^/]+)$/.exec(text)?.[1] ?? text;
}
