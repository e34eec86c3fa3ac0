import { isJsonObject, type JsonObject } from '../../policy/json-shape.js';
import { AccountDraft } from '../account-draft.js';
import { finishAccount, type DeclaredAccount } from '../finish-account.js';
import { accountOfResources, type Fallback, type Target } from '../jurisdiction.js';
import type { Position } from '../place.js';
import type { SourceFile } from '../source-file.js';
import { Environment } from './environment.js';
import { sectionEntries } from './for-each.js';
import { Resolver } from './resolver.js';
import { macrosIn, objectIn, templateResource, type Template, type TemplateResource } from './template.js';
import { TemplateDeclarations } from './template-declarations.js';
import { TemplateValues } from './template-values.js';

const START: Position = { line: 1, column: 1 };
/** What is read as CloudFormation and SAM would. */
const KNOWN_MACROS: ReadonlySet<string> = new Set(['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions']);

/**
 * Reads the IAM of a CloudFormation or SAM template.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 *
 * @param target - what stands beside the template of where it is to be deployed
 * @throws {InputError} if it holds more than can be read
 */
export function readTemplate(file: SourceFile, fallback: Fallback, target?: Target): DeclaredAccount {
  const root: JsonObject = isJsonObject(file.value) ? file.value : {};
  const accountId = target?.accountId ?? fallback.accountId ?? accountOfResources(root['Resources']);
  const environment = new Environment(
    { accountId: accountId ?? fallback.madeUpAccount, isAccountKnown: accountId !== null },
    target?.region ?? fallback.region,
  );
  const draft = new AccountDraft(environment.jurisdiction);
  const resources = new Map<string, TemplateResource>();
  const template: Template = {
    parameters: objectIn(root, 'Parameters'),
    mappings: objectIn(root, 'Mappings'),
    conditions: objectIn(root, 'Conditions'),
    resources,
    macros: macrosIn(root),
  };
  const resolver = new Resolver(template, environment);
  const placeOf = (holder: object, key: string) => ({
    file: file.path,
    ...(file.places.key(holder, key) ?? START),
  });
  const section = objectIn(root, 'Resources');
  const entries = sectionEntries(
    section,
    (collection) => textsOf(resolver.resolve(collection)),
    (key) =>
      draft.problem(
        `loop ${key}`,
        placeOf(section, key),
        'what it goes through is not known, so it is not written out',
      ),
  );
  for (const { id, entry, holder, key } of entries) {
    const resource = templateResource(id, entry, { holder, key });
    if (resource !== null) resources.set(id, resource);
  }
  for (const macro of template.macros)
    if (!KNOWN_MACROS.has(macro))
      draft.problem(
        `macro ${macro}`,
        placeOf(root, 'Transform'),
        'what it makes of the template is not known; it is read as it stands',
      );
  const made = [...resources.values()].filter(({ condition }) => {
    return condition === null || resolver.decide(condition) !== false;
  });
  new TemplateDeclarations(
    draft,
    new TemplateValues(draft, file, resolver),
    resolver.names,
    environment,
  ).read(made);
  for (const name of resolver.undecided) draft.noteUndecided(name, placeOf(template.conditions, name));
  return finishAccount(draft, file.path);
}

/** The texts of a list; null where any of it is not known. */
function textsOf(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const texts = value.filter((entry) => typeof entry === 'string');
  return texts.length === value.length ? texts : null;
}
