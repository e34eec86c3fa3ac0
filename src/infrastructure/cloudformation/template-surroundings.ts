import { NO_VALUE, Unknown } from '../unknown-values.js';
import type { GivenTemplate } from './given-template.js';
import { nestedParameters } from './nested-stack.js';
import { orElse, type OpenTemplates } from './open-templates.js';
import type { Surroundings } from './surroundings.js';
import { memberIn, type TemplateResource } from './template.js';
import type { NestedUse, TemplateExport } from './template-links.js';

/** What hangs on what, for one template. */
export interface OwnLinks {
  /** The stacks that it is nested in. */
  readonly within: readonly NestedUse[];
  /** The templates of the stacks that are nested in it, by their logical ids. */
  readonly children: ReadonlyMap<string, GivenTemplate>;
  /** The exports that are meant by what it imports, by their names. */
  readonly imports: ReadonlyMap<string, TemplateExport>;
}

/** What a template takes from others that are opened with it. */
export class TemplateSurroundings implements Surroundings {
  readonly parameter: Surroundings['parameter'] = (name, ownValue) => {
    const [first, ...others] = this.links.within.map((use) => this.given(use, name, ownValue));
    if (first === undefined) return ownValue();
    return others.every((each) => isSameAndKnown(first, each)) ? first : Unknown.of(name);
  };
  readonly exported: Surroundings['exported'] = (name) => {
    const meant = this.links.imports.get(name);
    return meant === undefined ? undefined : this.outputOf(meant.owner, meant.output);
  };
  readonly output: Surroundings['output'] = ({ id }, name) => {
    const child = this.links.children.get(id);
    return child === undefined ? undefined : this.outputOf(child, name);
  };
  readonly isRead = ({ id }: TemplateResource): boolean => this.links.children.has(id);
  private readonly links: OwnLinks;
  private readonly others: OpenTemplates;

  constructor(links: OwnLinks, others: OpenTemplates) {
    this.links = links;
    this.others = others;
  }

  private given({ parent, stack }: NestedUse, name: string, ownValue: () => unknown): unknown {
    const written = memberIn(nestedParameters(stack), name);
    if (written === undefined) return ownValue();
    const resolver = this.others.open(parent)?.resolver;
    const value = resolver === undefined ? null : orElse(() => resolver.resolve(written), null);
    return value === NO_VALUE ? ownValue() : (value ?? Unknown.of(name));
  }

  private outputOf(owner: GivenTemplate, output: string): unknown {
    const resolver = this.others.open(owner)?.resolver;
    const value = resolver === undefined ? undefined : orElse(() => resolver.output(output), undefined);
    return value === NO_VALUE ? undefined : value;
  }
}

function isSameAndKnown(one: unknown, other: unknown): boolean {
  return isKnown(one) && JSON.stringify(one) === JSON.stringify(other);
}

function isKnown(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isKnown) : typeof value === 'string' || typeof value === 'number';
}
