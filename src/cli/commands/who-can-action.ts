import { isIP } from 'node:net';
import { DocumentReader } from '../../access/document-reader.js';
import type { Principal } from '../../account/account.js';
import { parseArn } from '../../account/arn.js';
import { similarNames } from '../../account/similar-names.js';
import { isResourceArn, unfitResource } from '../../assessment/unfit-resource.js';
import { missingFromWhoCan } from '../../assessment/missing-principals.js';
import { leftOutNotes } from '../../assessment/notes.js';
import { untestedKeys } from '../../assessment/untested-keys.js';
import { whoCanReport, type WhoCanReport } from '../../assessment/who-can-report.js';
import type { Catalog } from '../../catalog/catalog.js';
import { analyseEscalation } from '../../escalation/graph/analyse-escalation.js';
import { answerJson } from '../../output/answer-json.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import { whoCanText } from '../../output/who-can-text.js';
import type { Invocation } from '../command.js';
import { configuredInvocation } from '../configuration/configured-invocation.js';
import { findPrincipals } from '../find-principals.js';
import { flagOption, textOption, textsOption } from '../option-values.js';
import { readAccounts, type AccountsRead } from '../read-accounts.js';
import { readCatalog } from '../read-catalog.js';
import { readOrganizationPolicies } from '../read-organization-policies.js';
import { readResourcePolicies } from '../read-resource-policies.js';
import type { Terminal } from '../terminal.js';
import { tuneForAccounts } from '../short-run.js';
import { lacksAHolder, lacksAPolicy } from '../unread-parts.js';
import { UsageError } from '../usage-error.js';

/** Actions of one name that are listed at most. */
const MOST_ACTIONS = 3;

/** Runs `who-can`; resolves to the exit code. */
export async function runWhoCan(invocation: Invocation): Promise<number> {
  tuneForAccounts();
  const { terminal, options } = invocation;
  const { catalog } = configuredInvocation(invocation, readCatalog(textOption(options, 'catalog')));
  const action = knownAction(textOption(options, 'action') ?? '', catalog);
  const resource = resourceAsked(action, textOption(options, 'resource'), catalog, terminal);
  const context = contextOf(textsOption(options, 'context'));
  const input = await readAccounts(textOption(options, 'inputFile') ?? '', terminal, 'in the answer');
  const { accounts } = input;
  const organization = await readOrganizationPolicies(textOption(options, 'organizationPolicies'));
  const resourcePolicies = await readResourcePolicies(textOption(options, 'resourcePolicies'));
  const analysis = analyseEscalation(accounts, new DocumentReader(catalog), organization);
  const wanted = textOption(options, 'principal');
  const { principals } = analysis.graph.population;
  if (!principals.some(canAsk))
    throw new UsageError(
      `${textOption(options, 'inputFile') ?? ''}: the input holds no user and no role to ask about; name the file of an account.`,
    );
  const viaEscalation = flagOption(options, 'viaEscalation');
  const asked = wanted === undefined ? undefined : askedPrincipals(principals, wanted);
  const report = whoCanReport(
    analysis,
    { action, resource, context, organization, resourcePolicies },
    { ...(asked === undefined ? {} : { principals: asked }), viaEscalation },
  );
  const missing = wanted === undefined ? missingFromWhoCan(analysis, report, viaEscalation) : null;
  const asTested = [...context.keys()].filter((key) => !saysWhoseItIs(key, resource));
  const untested = untestedKeys(asTested, accounts, [
    organization === null ? null : [organization.unnamedAccount, ...organization.byAccount.values()],
    ...resourcePolicies.values(),
  ]);
  const notes = [
    ...unfitAddresses(context),
    ...leftOutNotes(organization, accounts),
    ...untested.map(
      (key) => `--context ${key}: no policy that was read tests this key, so its value changes nothing.`,
    ),
    ...(missing === null ? [] : [missing]),
  ];
  for (const note of notes) terminal.err(`Note: ${terminalSafe(note)}\n`);
  terminal.out(textOption(options, 'format') === 'json' ? answerJson(report) : whoCanText(report));
  const expected = textOption(options, 'expect');
  if (expected === undefined) return 0;
  // Whom others may become, and whom the trust policies of others let in, depends on more than one's own policies.
  const dependsOnOthers = viaEscalation || action === 'sts:AssumeRole';
  const lack = lackOf(
    input,
    dependsOnOthers ? undefined : asked?.flatMap((number) => principals[number] ?? []),
  );
  if (lack === null) return isAsExpected(report, expected) ? 0 : 1;
  terminal.err(`Exit code 2: ${terminalSafe(lack)}, so --expect was not answered.\n`);
  return 2;
}

/** Whether a key says in which account the resource is, where its ARN does not: the answer hangs on that, tested or not. */
function saysWhoseItIs(key: string, resource: string | null): boolean {
  return key === 'aws:resourceaccount' && (resource === null || parseArn(resource)?.accountId === '');
}

/**
 * What an answer lacks, in words; null if nothing.
 *
 * @param asked - those whose policies alone matter; undefined for everyone
 */
function lackOf(
  { accounts, unreadFiles }: AccountsRead,
  asked: readonly Principal[] | undefined,
): string | null {
  if (unreadFiles > 0) return `${unreadFiles === 1 ? '1 file was' : `${unreadFiles} files were`} not read`;
  if (asked === undefined)
    return accounts.some(lacksAHolder)
      ? 'policies or principals of the input could not be read or are not in it'
      : null;
  const incomplete = asked.filter(lacksAPolicy);
  return incomplete.length === 0
    ? null
    : `policies of ${incomplete.map(({ arn }) => arn).join(', ')} could not be read or are not in the input`;
}

/** Actions that may have been meant: of the same service, or of that name where no service was named. */
function actionsLike(written: string, catalog: Catalog): readonly string[] {
  if (/[*?]/.test(written)) return [];
  const named = (pattern: string): readonly string[] =>
    catalog
      .expand(pattern)
      .indexes()
      .map((action) => catalog.actionName(action));
  const colon = written.indexOf(':');
  return colon < 0
    ? named(`*:${written}`).slice(0, MOST_ACTIONS)
    : similarNames(written, named(`${written.slice(0, colon)}:*`));
}

/** The action in its canonical spelling. */
function knownAction(written: string, catalog: Catalog): string {
  const index = catalog.actionIndex(written);
  if (index !== undefined) return catalog.actionName(index);
  const similar = actionsLike(written, catalog);
  const advice =
    similar.length === 0
      ? 'name one action as s3:GetObject, without wildcards.'
      : `did you mean ${similar.join(' or ')}?`;
  throw new UsageError(`--action ${written}: the catalogue knows no such action; ${advice}`);
}

/**
 * The resource asked about; a word on one that the action does not work on, and on one that looks like a pattern, for
 * the answer is then about its text only.
 */
function resourceAsked(
  action: string,
  resource: string | undefined,
  catalog: Catalog,
  terminal: Terminal,
): string | null {
  if (resource === undefined) return null;
  if (resource !== '*' && !isResourceArn(resource))
    throw new UsageError(
      `--resource ${resource}: this is not an ARN; write one as arn:aws:s3:::bucket/key, or * for an action without a resource.`,
    );
  const reason = unfitResource(action, resource, catalog);
  if (reason !== null) terminal.err(`Note: ${terminalSafe(resource)}: ${reason}.\n`);
  else if (resource !== '*' && /[*?]/.test(resource))
    terminal.err(
      `Note: ${terminalSafe(resource)}: this is taken for one resource of just this name, not for a pattern; without --resource the answer names those that each can use.\n`,
    );
  return resource;
}

function askedPrincipals(principals: readonly Principal[], wanted: string): readonly number[] {
  const found = findPrincipals(principals, wanted, '--principal').filter((number) =>
    canAsk(principals[number]),
  );
  if (found.length > 0) return found;
  throw new UsageError(
    `--principal ${wanted}: this is a group, and groups send no requests; name one of its members.`,
  );
}

function canAsk(principal: Principal | undefined): boolean {
  return principal !== undefined && principal.type !== 'group';
}

function contextOf(pairs: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const context = new Map<string, readonly string[]>();
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals <= 0)
      throw new UsageError(
        `--context ${pair}: write a condition key and its value as key=value, as aws:SourceIp=192.0.2.1.`,
      );
    const key = pair.slice(0, equals).toLowerCase();
    context.set(key, [...(context.get(key) ?? []), pair.slice(equals + 1)]);
  }
  return context;
}

/** Keys whose values are addresses. */
const ADDRESSES: ReadonlySet<string> = new Set(['aws:sourceip', 'aws:vpcsourceip']);

function unfitAddresses(context: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...context].flatMap(([key, values]) =>
    values
      .filter((value) => ADDRESSES.has(key) && isIP(value) === 0)
      .map((value) => `--context ${key}=${value}: this is no IP address, so it lies in no range of one.`),
  );
}

function isAsExpected({ results }: WhoCanReport, expected: string): boolean {
  return results.every(({ decision }) =>
    expected === 'denied' ? decision.endsWith('Denied') : decision === expected,
  );
}
