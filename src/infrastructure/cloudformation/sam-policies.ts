import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import table from '../data/sam-policy-templates.json' with { type: 'json' };
import { textOf, Unknown } from '../unknown-values.js';
import type { Environment } from './environment.js';
import { memberIn } from './template.js';
import { substitute } from './texts.js';

interface TemplateStatement {
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  /** Values by operator and key. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const TEMPLATES: ReadonlyMap<string, readonly TemplateStatement[]> = new Map<
  string,
  readonly TemplateStatement[]
>(Object.entries(table.templates));
const PARAMETER = /\{(\w+)\}/g;

/** An entry of `Policies` of a function or a state machine. */
export type SamPolicy =
  | { readonly kind: 'managed'; readonly arn: string }
  | { readonly kind: 'document'; readonly document: unknown }
  | { readonly kind: 'unknown'; readonly name: string };

/** Tells what an entry of `Policies` stands for: a managed policy, a document, or a policy template of SAM. */
export function samPolicy(entry: unknown, environment: Environment): SamPolicy {
  if (typeof entry === 'string') return { kind: 'managed', arn: managedArn(entry, environment) };
  if (entry instanceof Unknown) return { kind: 'unknown', name: entry.words };
  if (!isJsonObject(entry)) return { kind: 'unknown', name: 'something that is no policy' };
  if (Object.hasOwn(entry, 'Statement')) return { kind: 'document', document: entry };
  const [name = ''] = Object.keys(entry);
  const statements = TEMPLATES.get(name);
  if (statements === undefined) return { kind: 'unknown', name };
  const given = entry[name];
  const parameters: JsonObject = isJsonObject(given) ? given : {};
  return { kind: 'document', document: documentOf(statements, parameters, environment) };
}

/** Managed policies may be named instead of given by ARN. */
function managedArn(written: string, { jurisdiction }: Environment): string {
  if (written.startsWith('arn:')) return written;
  const path = /^AWS(?:Lambda|XRay|XrayWrite|StepFunctions).*Role$/.test(written) ? 'service-role/' : '';
  return `arn:${jurisdiction.partition}:iam::aws:policy/${path}${written}`;
}

function documentOf(
  statements: readonly TemplateStatement[],
  parameters: JsonObject,
  environment: Environment,
): JsonObject {
  const { partition, accountId } = environment.jurisdiction;
  const valueOf = (name: string): unknown => {
    if (name === 'partition') return partition;
    if (name === 'account') return accountId;
    if (name === 'region') return environment.region ?? Unknown.of('AWS::Region');
    const value = memberIn(parameters, name);
    return value === undefined || textOf(value) === null ? Unknown.of(name) : value;
  };
  const filled = (text: string) => substitute(text.replace(PARAMETER, '${$1}'), valueOf);
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ Action, Resource, Condition }) => ({
      Effect: 'Allow',
      Action,
      Resource: typeof Resource === 'string' ? filled(Resource) : Resource.map(filled),
      ...(Condition === undefined
        ? {}
        : { Condition: mapped(Condition, (values) => mapped(values, filled)) }),
    })),
  };
}

function mapped<Value>(
  object: Readonly<Record<string, Value>>,
  change: (value: Value) => unknown,
): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
}
