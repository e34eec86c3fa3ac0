import { AccountDraft } from '../account-draft.js';
import { leftOutResources, madeResources, placeOfKey, type OpenTemplate } from './open-template.js';
import { TemplateDeclarations } from './template-declarations.js';
import { TemplateValues } from './template-values.js';

/** What is read as CloudFormation and SAM would. */
const KNOWN_MACROS: ReadonlySet<string> = new Set(['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions']);

/**
 * Reads the IAM of a CloudFormation or SAM template.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 *
 * @throws {InputError} if it holds more than can be read
 */
export function readTemplate(open: OpenTemplate): AccountDraft {
  const { file, root, environment, template, resolver, surroundings, problems } = open;
  const draft = new AccountDraft(environment.jurisdiction);
  for (const { what, place, reason } of problems) draft.problem(what, place, reason);
  for (const macro of template.macros)
    if (!KNOWN_MACROS.has(macro))
      draft.problem(
        `macro ${macro}`,
        placeOfKey(file, root, 'Transform'),
        'what it makes of the template is not known; it is read as it stands',
      );
  new TemplateDeclarations(draft, new TemplateValues(draft, file, resolver), {
    names: resolver.names,
    environment,
    isRead: surroundings.isRead,
    decide: (condition) => resolver.decide(condition),
  }).read(madeResources(open));
  for (const { id, type, holder, key } of leftOutResources(open))
    if (type.startsWith('AWS::IAM::')) draft.noteLeftOut(id, placeOfKey(file, holder, key));
  for (const name of resolver.undecided)
    draft.noteUndecided(name, placeOfKey(file, template.conditions, name));
  return draft;
}
