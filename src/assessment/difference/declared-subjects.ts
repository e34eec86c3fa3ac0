import type { Account, ManagedPolicy } from '../../account/account.js';
import { DocumentReader } from '../../access/document-reader.js';
import { judgedResourcePolicy } from '../judged-resource-policy.js';
import { accountOfPolicy } from '../policy-table.js';
import { joinedParts, type ScannedPart } from '../scanned-part.js';
import type { SourceLocation } from '../source-location.js';
import {
  NOTHING_KNOWN,
  subjectsOfPrincipals,
  type ComparedSubject,
  type ComparisonSettings,
} from './compared-subject.js';

/**
 * What templates, plans and policies beside them declare: users, groups and roles with what each can really do as far
 * as the files tell, policies that none of them holds, and policies of resources. They are the same on both sides
 * where their places are: who is renamed stays who it is.
 *
 * @param fileOf - what a file is called on both sides; empty where one stands against one
 */
export function subjectsOfDeclarations(
  parts: readonly ScannedPart[],
  settings: ComparisonSettings,
  fileOf: (path: string) => string,
): readonly ComparedSubject[] {
  const declared = joinedParts(parts);
  const { account } = declared;
  const place = (source: SourceLocation | undefined, name: string): string =>
    source === undefined ? name : [fileOf(source.file), source.address ?? name].filter(Boolean).join(' ');
  const named = <Type extends ComparedSubject['type']>(type: Type, name: string) => ({
    ...NOTHING_KNOWN,
    key: `${type} ${name}`,
    type,
    name,
    arn: null,
  });
  const principals = subjectsOfPrincipals([account], settings, (principal) => {
    const source = declared.principals.get(principal);
    if (source !== undefined || principal.type !== 'role' || principal.trustPolicy === null)
      return named(principal.type, place(source, principal.name));
    return named('trust policy', place(declared.documents.get(principal.trustPolicy), principal.name));
  });

  const documents = new DocumentReader(settings.catalog);
  const held = heldPolicies(account);
  const policies = account.managedPolicies.flatMap((policy): readonly ComparedSubject[] => {
    const { document, name } = policy;
    if (document?.parsed.ok !== true || held.has(policy)) return [];
    const access = documents.read(document.parsed.document, accountOfPolicy(policy, account));
    return [{ ...named('policy', place(declared.documents.get(document), name)), access }];
  });

  const resources = (account.resourcePolicies ?? []).flatMap((policy): readonly ComparedSubject[] => {
    const { document, name } = policy;
    if (!document.parsed.ok) return [];
    const subject = named('resource policy', place(declared.documents.get(document), name));
    return [
      {
        ...subject,
        // One address may stand for the policies of several resources.
        key: `${subject.key} ${name}`,
        resource: judgedResourcePolicy(policy, document.parsed.document, documents, settings.isKnownAccount),
      },
    ];
  });
  return [...principals, ...policies, ...resources];
}

/** Managed policies that a principal holds, or that only bound one: what they give is said of it. */
function heldPolicies({ users, groups, roles }: Account): ReadonlySet<ManagedPolicy | null | undefined> {
  return new Set(
    [...users, ...groups, ...roles].flatMap(({ attachedPolicies, permissionsBoundary }) => [
      ...attachedPolicies,
      permissionsBoundary?.policy,
    ]),
  );
}
