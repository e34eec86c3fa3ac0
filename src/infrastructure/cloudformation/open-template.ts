import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import type { DraftProblem } from '../draft.js';
import type { Place, Position } from '../place.js';
import type { SourceFile } from '../source-file.js';
import type { Environment } from './environment.js';
import { sectionEntries } from './for-each.js';
import { Resolver } from './resolver.js';
import { generatedRole } from './sam-roles.js';
import { withGlobals } from './sam-globals.js';
import { ALONE, type Surroundings } from './surroundings.js';
import { macrosIn, objectIn, templateResource, type Template, type TemplateResource } from './template.js';

const MACRO_CALL = 'Fn::Transform';
const MACRO = 'the resources that it makes are not known, so they are not assessed';
const NO_TYPE = 'it has no Type, so it is passed over';
const START: Position = { line: 1, column: 1 };

/** A template whose resources are listed and whose functions can be resolved. */
export interface OpenTemplate {
  readonly file: SourceFile;
  readonly root: JsonObject;
  readonly environment: Environment;
  readonly template: Template;
  readonly resolver: Resolver;
  readonly surroundings: Surroundings;
  /** Loops that could not be written out, and entries that are no resources. */
  readonly problems: readonly DraftProblem[];
}

/** @throws {InputError} if the template holds more than can be read */
export function openTemplate(
  file: SourceFile,
  environment: Environment,
  surroundings: Surroundings = ALONE,
): OpenTemplate {
  const root: JsonObject = isJsonObject(file.value) ? file.value : {};
  const resources = new Map<string, TemplateResource>();
  const generatedRoles = new Map<string, TemplateResource>();
  const template: Template = {
    parameters: objectIn(root, 'Parameters'),
    mappings: objectIn(root, 'Mappings'),
    conditions: objectIn(root, 'Conditions'),
    outputs: objectIn(root, 'Outputs'),
    resources,
    generatedRoles,
    macros: macrosIn(root),
  };
  const resolver = new Resolver(template, environment, surroundings);
  const problems: DraftProblem[] = [];
  const section = objectIn(root, 'Resources');
  const entries = sectionEntries(
    section,
    (collection) => textsOf(resolver.resolve(collection)),
    (key) =>
      problems.push({
        what: `loop ${key}`,
        place: placeOfKey(file, section, key),
        reason: 'what it goes through is not known, so it is not written out',
      }),
  );
  const globals = objectIn(root, 'Globals');
  for (const { id, entry, holder, key } of entries) {
    const resource = templateResource(id, entry, { holder, key });
    if (resource === null) {
      const place = placeOfKey(file, holder, key);
      const isMacro = isMacroCall(id, entry);
      problems.push({
        what: isMacro ? `macro in ${id}` : `resource ${id}`,
        place,
        reason: isMacro ? MACRO : NO_TYPE,
      });
      continue;
    }
    const properties = withGlobals(globals, resource.type, resource.properties);
    const complete = { ...resource, properties };
    resources.set(id, complete);
    const role = generatedRole(complete, (condition) => resolver.decide(condition));
    if (role !== null) generatedRoles.set(role.id, role);
  }
  return { file, root, environment, template, resolver, surroundings, problems };
}

/** Whether an entry of the resources is what a macro makes of a file, such as those that `AWS::Include` adds. */
function isMacroCall(id: string, entry: unknown): boolean {
  return id === MACRO_CALL || (isJsonObject(entry) && Object.hasOwn(entry, MACRO_CALL));
}

/** Where a key of an object of the file stands. */
export function placeOfKey(file: SourceFile, holder: object, key: string): Place {
  return { file: file.path, ...(file.places.key(holder, key) ?? START) };
}

/** The resources that are made, or may be. */
export function madeResources({ template, resolver }: OpenTemplate): readonly TemplateResource[] {
  return [...template.resources.values()].filter((resource) => mayBeMade(resource, resolver));
}

/** The resources that are not made, because of what parameters are here. */
export function leftOutResources({ template, resolver }: OpenTemplate): readonly TemplateResource[] {
  return [...template.resources.values()].filter((resource) => !mayBeMade(resource, resolver));
}

function mayBeMade({ condition }: TemplateResource, resolver: Resolver): boolean {
  return condition === null || resolver.decide(condition) !== false;
}

/** The texts of a list; null where any of it is not known. */
function textsOf(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const texts = value.filter((entry) => typeof entry === 'string');
  return texts.length === value.length ? texts : null;
}
