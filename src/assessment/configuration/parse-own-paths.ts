import { ESCALATION_PATHS } from '../../escalation/escalation-paths.js';
import { InputError } from '../../policy/input-error.js';
import { listAt, objectAt, stringAt } from '../../policy/input-fields.js';
import { onlyKnownAt } from '../../policy/only-known.js';
import type { OwnEscalationPath } from './configuration.js';

const KEYS = [
  'id',
  'name',
  'actions',
  'passed-to',
  'link',
] as const satisfies readonly (keyof OwnEscalationPath)[];

const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

/**
 * Reads escalation paths of the user's own.
 *
 * @throws {InputError} with the place of what cannot be read
 */
export function parseOwnPaths(value: unknown, where: string): readonly OwnEscalationPath[] {
  const taken = new Set(ESCALATION_PATHS.map(({ id }) => id));
  return listAt(value, where).map((entry, index) => {
    const place = `${where}[${index}]`;
    const path = ownPath(entry, place);
    if (taken.has(path.id))
      throw new InputError(`another escalation path is called ${path.id} already`, `${place}.id`);
    taken.add(path.id);
    return path;
  });
}

function ownPath(value: unknown, where: string): OwnEscalationPath {
  const fields = objectAt(value, where);
  onlyKnownAt(fields, where, KEYS);
  const actions = listAt(fields['actions'], `${where}.actions`).map((action, index) =>
    actionAt(action, `${where}.actions[${index}]`),
  );
  if (actions.length === 0) throw new InputError('a path needs at least one action', `${where}.actions`);
  const passedTo = optionalText(fields['passed-to'], `${where}.passed-to`);
  if (passedTo !== null && !SERVICE.test(passedTo))
    throw new InputError(
      'the service that a role is passed to is written as in its trust policy: lambda.amazonaws.com',
      `${where}.passed-to`,
    );
  // Names of actions are read in any case.
  if (passedTo !== null && !actions.some((action) => action.toLowerCase() === 'iam:passrole')) {
    throw new InputError(
      'a role is passed by iam:PassRole, which is not among the actions',
      `${where}.passed-to`,
    );
  }
  const link = optionalText(fields['link'], `${where}.link`);
  if (link !== null && !/^https?:\/\//i.test(link))
    throw new InputError('a link begins with https://', `${where}.link`);
  return {
    id: nonEmpty(fields['id'], `${where}.id`),
    name: nonEmpty(fields['name'], `${where}.name`),
    actions,
    ...(passedTo === null ? {} : { 'passed-to': passedTo }),
    ...(link === null ? {} : { link }),
  };
}

function actionAt(value: unknown, where: string): string {
  const action = stringAt(value, where);
  if (!/^[^:*?\s]+:[^:*?\s]+$/.test(action))
    throw new InputError('an action of a path is written in full, as in iam:PassRole', where);
  return action;
}

function nonEmpty(value: unknown, where: string): string {
  const text = stringAt(value, where);
  if (text.trim() === '') throw new InputError('it must not be empty', where);
  return text;
}

function optionalText(value: unknown, where: string): string | null {
  return value == null ? null : stringAt(value, where);
}
