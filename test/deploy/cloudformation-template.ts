import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, visit, type CollectionTag, type ScalarTag } from 'yaml';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonRecord;
export interface JsonRecord {
  readonly [key: string]: JsonValue;
}

export const DEPLOY = join(import.meta.dirname, '../../deploy');

/** The short forms of intrinsic functions that our templates use. */
const FUNCTIONS = ['Ref', 'Condition', 'Equals', 'GetAtt', 'If', 'Not', 'Sub'];

/** A template, intrinsic functions in their long form. */
export function readTemplate(name: string): JsonRecord {
  const text = readFileSync(join(DEPLOY, name), 'utf8');
  const document = parseDocument(text, { customTags: FUNCTIONS.flatMap(tagsOf), version: '1.1' });
  if (document.errors.length + document.warnings.length > 0)
    throw new Error([...document.errors, ...document.warnings].join('\n'));
  visit(document, {
    Alias: () => {
      throw new Error(`${name}: CloudFormation knows no aliases`);
    },
  });
  // YAML without aliases, dates and functions gives nothing but JSON.
  return document.toJS() as JsonRecord;
}

function tagsOf(name: string): (ScalarTag | CollectionTag)[] {
  const long = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  const given = (value: unknown): unknown =>
    name === 'GetAtt' && typeof value === 'string' ? value.split('.') : value;
  return [
    { tag: `!${name}`, resolve: (text) => ({ [long]: given(text) }) },
    {
      tag: `!${name}`,
      collection: 'seq',
      resolve: (sequence) => {
        const items: unknown = sequence.toJSON();
        return { [long]: items };
      },
    },
  ];
}

/** Everything of a template as it would be in one account, with sample values for what only AWS knows. */
export class DeployedTemplate {
  private readonly template: JsonRecord;
  private readonly samples: Readonly<Record<string, JsonValue>>;

  /** @param parameters - values of parameters; others have their default */
  constructor(template: JsonRecord, parameters: Readonly<Record<string, JsonValue>> = {}) {
    this.template = template;
    const defaults = Object.entries(record(template['Parameters'])).flatMap(([name, parameter]) => {
      const value = record(parameter)['Default'];
      return value === undefined ? [] : [[name, value] as const];
    });
    this.samples = {
      'AWS::AccountId': '111122223333',
      'AWS::Partition': 'aws',
      'AWS::Region': 'eu-west-1',
      'AWS::StackName': 'scanner',
      ...Object.fromEntries(defaults),
      ...parameters,
    };
  }

  /** The properties of all resources of a type, by their names in the template. */
  resources(type: string): ReadonlyMap<string, JsonRecord> {
    return new Map(
      Object.entries(record(this.template['Resources'])).flatMap(([name, resource]) =>
        record(resource)['Type'] === type
          ? [[name, record(this.resolved(record(resource)['Properties'] ?? {}))] as const]
          : [],
      ),
    );
  }

  private resolved(value: JsonValue): JsonValue {
    if (Array.isArray(value)) return value.map((entry: JsonValue) => this.resolved(entry)).filter(isThere);
    if (typeof value !== 'object' || value === null) return value;
    const [[name, input] = ['', null], ...others] = Object.entries(record(value));
    if (others.length === 0 && name === 'Ref') return this.reference(textOf(input));
    if (others.length === 0 && name === 'Fn::GetAtt') return this.attribute(list(input).map(textOf));
    if (others.length === 0 && name === 'Fn::Sub') return this.substituted(input);
    if (others.length === 0 && name === 'Fn::If') {
      const [condition = '', whenTrue = null, whenFalse = null] = list(input);
      return this.resolved(this.holds(textOf(condition)) ? whenTrue : whenFalse);
    }
    if (others.length === 0 && name.startsWith('Fn::')) throw new Error(`${name} is not known here`);
    return Object.fromEntries(
      Object.entries(record(value))
        .map(([key, entry]) => [key, this.resolved(entry)] as const)
        .filter(([, entry]) => isThere(entry)),
    );
  }

  /** Our conditions are all of one form: that a parameter is not empty. */
  private holds(condition: string): boolean {
    const [equals] = list(record(record(this.template['Conditions'])[condition] ?? null)['Fn::Not'] ?? []);
    const [one = null, other = null] = list(record(equals ?? null)['Fn::Equals'] ?? []);
    return this.resolved(one) !== this.resolved(other);
  }

  private substituted(input: JsonValue): string {
    const [text = '', variables = {}] = typeof input === 'string' ? [input] : list(input);
    return textOf(text).replace(/\$\{([\w:.]+)\}/g, (_, name: string) => {
      const own = record(variables)[name];
      if (own !== undefined) return textOf(this.resolved(own));
      return name.includes('.') ? this.attribute(name.split('.')) : textOf(this.reference(name));
    });
  }

  private reference(name: string): JsonValue {
    if (name === 'AWS::NoValue') return NO_VALUE;
    const sample = this.samples[name];
    if (sample !== undefined) return sample;
    return name === 'StateMachine' ? this.attribute([name, 'Arn']) : name.toLowerCase();
  }

  private attribute([name = '', attribute = '']: readonly string[]): string {
    if (attribute !== 'Arn') return name.toLowerCase();
    const type = textOf(record(record(this.template['Resources'])[name])['Type']);
    const sample = ARNS[type];
    if (sample === undefined) throw new Error(`no sample ARN of ${type}`);
    return sample.replace('NAME', name.toLowerCase());
  }
}

const NO_VALUE = '(no value)';
const ARNS: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'arn:aws:iam::111122223333:role/NAME',
  'AWS::Lambda::Function': 'arn:aws:lambda:eu-west-1:111122223333:function:NAME',
  'AWS::Logs::LogGroup': 'arn:aws:logs:eu-west-1:111122223333:log-group:NAME:*',
  'AWS::S3::Bucket': 'arn:aws:s3:::NAME',
  'AWS::StepFunctions::StateMachine': 'arn:aws:states:eu-west-1:111122223333:stateMachine:NAME',
};

/** An object of a template. */
export function record(value: JsonValue | undefined): JsonRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`expected an object, not ${JSON.stringify(value)}`);
  // Lists were refused, which the type of Array.isArray does not tell of readonly ones.
  return value as JsonRecord;
}

/** A list of a template. */
export function list(value: JsonValue | undefined): readonly JsonValue[] {
  if (!Array.isArray(value)) throw new Error(`expected a list, not ${JSON.stringify(value)}`);
  // Its elements are those of a JSON value.
  return value as readonly JsonValue[];
}

/** A text of a template, or a number as one. */
export function textOf(value: JsonValue | undefined): string {
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new Error(`expected a text, not ${JSON.stringify(value)}`);
  return String(value);
}

function isThere(value: JsonValue): boolean {
  return value !== NO_VALUE;
}
