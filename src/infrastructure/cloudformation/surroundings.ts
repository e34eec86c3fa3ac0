import type { TemplateResource } from './template.js';

/** What a template takes from other templates that are read with it. */
export interface Surroundings {
  /**
   * What the stacks that the template is nested in give a parameter.
   *
   * @param ownValue - what it has where a stack gives nothing
   */
  readonly parameter: (name: string, ownValue: () => unknown) => unknown;
  /** What another template exports under a name; undefined where none does, or it is not clear which. */
  readonly exported: (name: string) => unknown;
  /** An output of the template of a nested stack; undefined where that was not read. */
  readonly output: (stack: TemplateResource, name: string) => unknown;
  /** Whether the template of a nested stack was read. */
  readonly isRead: (stack: TemplateResource) => boolean;
}

/** A template that is read by itself. */
export const ALONE: Surroundings = {
  parameter: (_name, ownValue) => ownValue(),
  exported: () => undefined,
  output: () => undefined,
  isRead: () => false,
};
