import { isJsonObject } from '../../policy/json-shape.js';
import type { Place } from '../place.js';
import type { GivenTemplate } from './given-template.js';
import { plainPath } from './local-path.js';
import { isNestedStack, nestedTemplatePath } from './nested-stack.js';
import { madeResources, placeOfKey, type OpenTemplate } from './open-template.js';
import { orElse, type OpenTemplates } from './open-templates.js';
import { memberIn, objectIn, type TemplateResource } from './template.js';

/** A nested stack whose template is among those that are read. */
export interface NestedUse {
  readonly parent: GivenTemplate;
  readonly stack: TemplateResource;
  readonly child: GivenTemplate;
}

/** An output that a template exports under a name that is known. */
export interface TemplateExport {
  readonly owner: GivenTemplate;
  readonly output: string;
  readonly name: string;
  readonly place: Place;
}

/** Templates nest less than this. */
const DEEPEST = 150;

/** The nested stacks of all templates whose templates are among them. */
export function nestedUses(all: readonly GivenTemplate[], opened: OpenTemplates): readonly NestedUse[] {
  const byPath = new Map(all.map((given) => [plainPath(given.file.path), given]));
  return all.flatMap((parent) => {
    const open = opened.open(parent);
    if (open === null) return [];
    const stacks = orElse(() => madeResources(open).filter(isNestedStack), []);
    return stacks.flatMap((stack): NestedUse[] => {
      const path = orElse(() => nestedTemplatePath(stack, open.resolver, parent.file.path), null);
      const child = path === null ? undefined : byPath.get(path);
      return child === undefined || child === parent ? [] : [{ parent, stack, child }];
    });
  });
}

/** What a template exports, as far as the names are known. */
export function exportsOf(owner: GivenTemplate, open: OpenTemplate): readonly TemplateExport[] {
  const { template, resolver, file } = open;
  return Object.keys(template.outputs).flatMap((output): TemplateExport[] => {
    const definition = objectIn(template.outputs, output);
    const condition = memberIn(definition, 'Condition');
    if (typeof condition === 'string' && resolver.decide(condition) === false) return [];
    const name = resolver.resolve(memberIn(objectIn(definition, 'Export'), 'Name'));
    const place = placeOfKey(file, template.outputs, output);
    return typeof name === 'string' ? [{ owner, output, name, place }] : [];
  });
}

/** The names of what a template imports, as far as they are known. */
export function importsOf({ template, resolver }: OpenTemplate): ReadonlySet<string> {
  const names = new Set<string>();
  const search = (value: unknown, depth: number): void => {
    if (depth > DEEPEST) return;
    if (Array.isArray(value)) for (const entry of value as readonly unknown[]) search(entry, depth + 1);
    if (!isJsonObject(value)) return;
    for (const key of Object.keys(value)) {
      const member = value[key];
      const name = key === 'Fn::ImportValue' ? resolver.resolve(member) : null;
      if (typeof name === 'string') names.add(name);
      search(member, depth + 1);
    }
  };
  for (const { properties } of template.resources.values()) search(properties, 0);
  search(template.outputs, 0);
  return names;
}
