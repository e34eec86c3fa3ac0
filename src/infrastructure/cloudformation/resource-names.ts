import table from '../data/cloudformation-names.json' with { type: 'json' };
import { textOf, Unknown } from '../unknown-values.js';
import type { Environment } from './environment.js';
import { memberIn, type TemplateResource } from './template.js';
import { replaceVariables } from '../../policy/template-variables.js';

interface NamedType {
  /** The property that holds the name. */
  readonly name?: string;
  readonly arn: string;
  readonly ref?: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const TYPES: ReadonlyMap<string, NamedType> = new Map<string, NamedType>(Object.entries(table.types));
const IAM = 'AWS::IAM::';

/** Tells the names and ARNs of resources: those that they are given, or that stand for them until they are made. */
export class ResourceNames {
  private readonly resolve: (value: unknown) => unknown;
  private readonly environment: Environment;
  private readonly names = new Map<string, string | Unknown>();

  /** @param resolve - resolves the functions in a value */
  constructor(resolve: (value: unknown) => unknown, environment: Environment) {
    this.resolve = resolve;
    this.environment = environment;
  }

  /** What `Ref` gives of a resource. */
  reference(resource: TemplateResource): unknown {
    return this.given(TYPES.get(resource.type)?.ref, resource) ?? Unknown.of(resource.id);
  }

  /** What `Fn::GetAtt` gives. */
  attribute(resource: TemplateResource, attribute: string): unknown {
    const attributes = TYPES.get(resource.type)?.attributes ?? {};
    const kind = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
    return this.given(kind, resource) ?? Unknown.of(`${resource.id}.${attribute}`);
  }

  /** The name of a user, group, role or policy. */
  plainName(resource: TemplateResource): string {
    const name = this.name(resource);
    return typeof name === 'string' ? name : name.placeholder;
  }

  /** The path of something of IAM. */
  path(resource: TemplateResource): string {
    return plain(textOf(this.resolve(memberIn(resource.properties, 'Path'))) ?? '/');
  }

  private given(kind: string | undefined, resource: TemplateResource): string | Unknown | null {
    if (kind === 'name') return this.name(resource);
    return kind === 'arn' ? this.arn(resource) : null;
  }

  private arn(resource: TemplateResource): string | Unknown {
    const { partition, accountId } = this.environment.jurisdiction;
    const template = TYPES.get(resource.type)?.arn ?? '';
    const name = this.name(resource);
    const isRegional = template.includes('{region}');
    const region = this.environment.region ?? '${AWS::Region}';
    const text = template
      .replace('{partition}', partition)
      .replace('{account}', accountId)
      .replace('{region}', () => region)
      .replace('{path}', () => this.path(resource))
      .replace('{name}', () =>
        (typeof name === 'string' ? name : name.placeholder).replace(/^https:\/\//, ''),
      );
    const unknown = [
      ...(typeof name === 'string' ? [] : name.names),
      ...(isRegional && this.environment.region === null ? ['AWS::Region'] : []),
    ];
    return unknown.length === 0 ? text : Unknown.inText(text, unknown);
  }

  private name(resource: TemplateResource): string | Unknown {
    const known = this.names.get(resource.id);
    if (known !== undefined) return known;
    // Should the name need itself, this stands for it.
    const generated = this.environment.generatedName(resource.id);
    this.names.set(resource.id, resource.type.startsWith(IAM) ? generated : Unknown.of(resource.id));
    const property = TYPES.get(resource.type)?.name ?? propertyOf(resource);
    const value = property === undefined ? undefined : this.resolve(memberIn(resource.properties, property));
    const name = this.chosen(resource, value);
    this.names.set(resource.id, name);
    return name;
  }

  private chosen(resource: TemplateResource, value: unknown): string | Unknown {
    const text = textOf(value);
    const isPlain = resource.type.startsWith(IAM) && !resource.type.endsWith('Provider');
    if (isPlain)
      return text === null || text === '' ? this.environment.generatedName(resource.id) : plain(text);
    if (text === null || text === '') return Unknown.of(resource.id);
    return value instanceof Unknown ? value : text;
  }
}

/** Resources that hold a name and have no ARN. */
function propertyOf({ type }: TemplateResource): string | undefined {
  return type.startsWith(IAM) && type.endsWith('Policy') ? 'PolicyName' : undefined;
}

/** IAM's own resources are told apart by their names, so that theirs are made plain words. */
function plain(text: string): string {
  return replaceVariables(text, (name) => name.replace(/[^\w]+/g, '-'));
}
