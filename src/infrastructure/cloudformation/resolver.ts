import { isJsonObject } from '../../policy/json-shape.js';
import { truthAnd, truthNot, truthOr, type Decision } from './decision.js';
import type { Environment } from './environment.js';
import { defaultOf, isOfParameterStore, valueOfType } from './parameter-value.js';
import { charactersOf, joinTexts, splitText, substitute, withoutDynamicReferences } from './texts.js';
import { memberIn, objectIn, type Template, type TemplateResource } from './template.js';
import { ResourceNames } from './resource-names.js';
import { ALONE, type Surroundings } from './surroundings.js';
import { NO_VALUE, spread, textOf, Undecided, Unknown } from '../unknown-values.js';
import { tooMuch } from './too-much.js';

/** Templates nest less than this. */
const DEEPEST = 150;
/** What attributes of nested stacks begin with. */
const OUTPUTS = 'Outputs.';
/** More than any template of a megabyte holds; what aliases of YAML blow up ends here. */
const MOST_STEPS = 3_000_000;
/** More than the texts of such a template come to; names made of names that are made of others end here. */
const MOST_CHARACTERS = 100_000_000;
/** Values that hang on values of other templates, which hang on conditions again, may have many more. */
const MOST_VALUES = 1000;

/**
 * Resolves the intrinsic functions of a template as far as it tells: what is known only once it is deployed stays
 * {@link Unknown}, and what depends on a condition that is not decided {@link Undecided}.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export class Resolver {
  /** What each object that was made stands for in the file. */
  readonly origins = new Map<object, object>();
  readonly names: ResourceNames;
  /** Conditions that were asked for and are not decided. */
  readonly undecided = new Set<string>();
  private readonly template: Template;
  private readonly environment: Environment;
  private readonly surroundings: Surroundings;
  private readonly decisions = new Map<string, Decision>();
  private readonly deciding = new Set<string>();
  private readonly parameters = new Map<string, unknown>();
  private readonly outputs = new Map<string, unknown>();
  private steps = 0;
  private characters = 0;

  constructor(template: Template, environment: Environment, surroundings: Surroundings = ALONE) {
    this.template = template;
    this.surroundings = surroundings;
    this.environment = environment;
    this.names = new ResourceNames((value) => this.resolve(value), environment);
  }

  /** A value with its functions resolved. */
  resolve(value: unknown, depth = 0): unknown {
    if (++this.steps > MOST_STEPS) throw tooMuch();
    if (typeof value === 'string') return withoutDynamicReferences(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST) return Unknown.of('what is nested too deeply');
    if (Array.isArray(value)) return this.resolveList(value, depth);
    if (!isJsonObject(value)) return value;
    const [name, ...others] = Object.keys(value);
    if (name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::')))
      return this.counted(this.call(name, value[name], depth + 1));
    const entries: [string, unknown][] = [];
    for (const key of Object.keys(value)) {
      const member = this.resolve(value[key], depth + 1);
      if (member !== NO_VALUE) entries.push([key, member]);
    }
    const made = Object.fromEntries(entries);
    this.origins.set(made, value);
    return made;
  }

  private resolveList(list: readonly unknown[], depth: number): readonly unknown[] {
    const made: unknown[] = [];
    for (const entry of list) {
      const resolved = this.resolve(entry, depth + 1);
      if (resolved !== NO_VALUE) made.push(resolved);
    }
    return made;
  }

  private counted(value: unknown): unknown {
    this.characters += charactersOf(value);
    if (this.characters > MOST_CHARACTERS) throw tooMuch();
    return value;
  }

  private call(name: string, argument: unknown, depth: number): unknown {
    switch (name) {
      case 'Ref':
        return typeof argument === 'string' ? this.reference(argument) : Unknown.of(name);
      case 'Fn::GetAtt':
        return this.attribute(argument, depth);
      case 'Fn::If':
        return this.choose(argument, depth);
      case 'Fn::Sub':
        return this.substituted(argument, depth);
      case 'Fn::FindInMap':
        return this.find(argument, depth);
      case 'Fn::ImportValue':
        return spread(this.resolve(argument, depth), (each) => this.imported(each));
      case 'Fn::Join': {
        const [delimiter, list] = this.arguments(argument, depth);
        return spread(list, (each) => joinTexts(delimiter, each));
      }
      case 'Fn::Select': {
        const [index, list] = this.arguments(argument, depth);
        return spread(list, (each) => selected(index, each));
      }
      case 'Fn::Split': {
        const [delimiter, text] = this.arguments(argument, depth);
        return spread(text, (each) => splitText(delimiter, each));
      }
      case 'Fn::ToJsonString':
        return spread(this.resolve(argument, depth), jsonText);
      case 'Fn::Length':
        return spread(this.resolve(argument, depth), (list) =>
          Array.isArray(list) ? list.length : Unknown.of(name),
        );
      default:
        return Unknown.of(name);
    }
  }

  private arguments(argument: unknown, depth: number): readonly unknown[] {
    const resolved = Array.isArray(argument) ? this.resolveList(argument, depth) : [];
    return resolved;
  }

  /** What `Ref` gives. */
  reference(name: string): unknown {
    if (name === 'AWS::NoValue') return NO_VALUE;
    const pseudo = this.environment.pseudoParameter(name);
    if (pseudo !== undefined) return pseudo;
    if (Object.hasOwn(this.template.parameters, name)) {
      return this.parameter(name);
    }
    const resource = this.resource(name);
    return resource === undefined ? Unknown.of(name) : this.names.reference(resource);
  }

  private resource(id: string): TemplateResource | undefined {
    return this.template.resources.get(id) ?? this.template.generatedRoles.get(id);
  }

  private parameter(name: string): unknown {
    if (this.parameters.has(name)) return this.parameters.get(name);
    // Should the value need itself, this stands for it.
    this.parameters.set(name, Unknown.of(name));
    const definition = objectIn(this.template.parameters, name);
    const own = () => {
      const given = defaultOf(definition, name);
      return typeof given === 'string' ? withoutDynamicReferences(given) : given;
    };
    const value = isOfParameterStore(definition) ? Unknown.of(name) : this.surroundings.parameter(name, own);
    const typed = spread(value, (each) => valueOfType(definition, each));
    this.parameters.set(name, typed);
    return typed;
  }

  private imported(name: unknown): unknown {
    const exported = typeof name === 'string' ? this.surroundings.exported(name) : undefined;
    return exported ?? Unknown.of(`import ${textOf(name) ?? ''}`.trim());
  }

  /** An output of the template; undefined where it has none of that name, or does not give it. */
  output(name: string): unknown {
    if (this.outputs.has(name)) return this.outputs.get(name);
    // Should the value need itself, by way of other templates, nothing stands for it.
    this.outputs.set(name, undefined);
    const output = objectIn(this.template.outputs, name);
    const condition = memberIn(output, 'Condition');
    const isMade = typeof condition !== 'string' || this.decide(condition) !== false;
    const value = isMade ? this.resolve(memberIn(output, 'Value')) : undefined;
    this.outputs.set(name, value);
    return value;
  }

  private attribute(argument: unknown, depth: number): unknown {
    const [id, ...rest] =
      typeof argument === 'string'
        ? argument.split('.')
        : this.arguments(argument, depth).map((part) => textOf(part) ?? '');
    return this.attributeOf(id ?? '', rest.join('.'));
  }

  private attributeOf(id: string, attribute: string): unknown {
    const resource = this.resource(id);
    if (resource === undefined) return Unknown.of(`${id}.${attribute}`);
    const output = attribute.startsWith(OUTPUTS)
      ? this.surroundings.output(resource, attribute.slice(OUTPUTS.length))
      : undefined;
    return output ?? this.names.attribute(resource, attribute);
  }

  private choose(argument: unknown, depth: number): unknown {
    if (!Array.isArray(argument)) return Unknown.of('Fn::If');
    const [condition, whenTrue, whenFalse] = argument as readonly unknown[];
    const decision = typeof condition === 'string' ? this.decide(condition) : null;
    if (decision !== null) return this.resolve(decision ? whenTrue : whenFalse, depth);
    const undecided = new Undecided(this.resolve(whenTrue, depth), this.resolve(whenFalse, depth));
    return undecided.count > MOST_VALUES ? Unknown.of('a value with many conditions') : undecided;
  }

  private substituted(argument: unknown, depth: number): unknown {
    const [text, given] = Array.isArray(argument) ? (argument as readonly unknown[]) : [argument];
    if (typeof text !== 'string') return Unknown.of('Fn::Sub');
    const variables = isJsonObject(given) ? given : {};
    return substitute(text, (name) => {
      if (Object.hasOwn(variables, name)) return this.resolve(variables[name], depth);
      const dot = name.indexOf('.');
      return dot < 0 ? this.reference(name) : this.attributeOf(name.slice(0, dot), name.slice(dot + 1));
    });
  }

  private find(argument: unknown, depth: number): unknown {
    const [map, top, second, options] = this.arguments(argument, depth);
    const keys = [map, top, second];
    const decided = keys.map((key) => (key instanceof Undecided ? null : textOf(key)));
    const unknown = keys.find((key): key is Unknown => key instanceof Unknown);
    if (unknown !== undefined) return Unknown.of(`Fn::FindInMap of ${unknown.words}`);
    const [mapName, topKey, secondKey] = decided;
    if (mapName == null || topKey == null || secondKey == null) return Unknown.of('Fn::FindInMap');
    const found = memberIn(objectIn(objectIn(this.template.mappings, mapName), topKey), secondKey);
    if (found !== undefined) return found;
    const fallback = isJsonObject(options) ? memberIn(options, 'DefaultValue') : undefined;
    return fallback ?? Unknown.of(`${mapName}.${topKey}.${secondKey}`);
  }

  /** Whether a condition of the template holds; null where that is not known. */
  decide(name: string): Decision {
    const known = this.decisions.get(name);
    if (known !== undefined) return known;
    // A condition that needs itself has no answer.
    if (this.deciding.has(name) || this.deciding.size > DEEPEST) return null;
    this.deciding.add(name);
    const decision = Object.hasOwn(this.template.conditions, name)
      ? this.evaluate(this.template.conditions[name], 0)
      : null;
    this.deciding.delete(name);
    this.decisions.set(name, decision);
    if (decision === null) this.undecided.add(name);
    return decision;
  }

  private evaluate(expression: unknown, depth: number): Decision {
    if (typeof expression === 'boolean') return expression;
    if (!isJsonObject(expression) || depth > DEEPEST) return null;
    const [name = ''] = Object.keys(expression);
    const argument = expression[name];
    if (name === 'Condition') return typeof argument === 'string' ? this.decide(argument) : null;
    const list: readonly unknown[] = Array.isArray(argument) ? argument : [];
    const each = () => list.map((part) => this.evaluate(part, depth + 1));
    if (name === 'Fn::And') return truthAnd(each());
    if (name === 'Fn::Or') return truthOr(each());
    if (name === 'Fn::Not') return truthNot(this.evaluate(list[0], depth + 1));
    if (name !== 'Fn::Equals' || list.length !== 2) return null;
    const [left, right] = list.map((part) => comparable(this.resolve(part, depth + 1)));
    return left == null || right == null ? null : left === right;
  }
}

/** A value that can be compared; null where it is not known. */
function comparable(value: unknown): string | null {
  if (value instanceof Unknown || value instanceof Undecided || typeof value === 'symbol') return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  return jsonTextOrNull(value);
}

function jsonText(value: unknown): unknown {
  return jsonTextOrNull(value) ?? Unknown.of('Fn::ToJsonString');
}

/** Null where something in it is not known. */
function jsonTextOrNull(value: unknown): string | null {
  let isKnown = true;
  const text = JSON.stringify(value, (_key, member: unknown) => {
    if (member instanceof Unknown || member instanceof Undecided) isKnown = false;
    return member;
  });
  return isKnown ? text : null;
}

function selected(index: unknown, list: unknown): unknown {
  const position = Number(textOf(index) ?? 'none');
  if (list instanceof Unknown) return list;
  const entry: unknown = Array.isArray(list) ? list[position] : undefined;
  return entry ?? Unknown.of('Fn::Select');
}
