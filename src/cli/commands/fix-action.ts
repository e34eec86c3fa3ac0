import type { ConfiguredOptions } from '../../assessment/configuration/configured-options.js';
import { NO_EXCLUSIONS } from '../../assessment/exclusions.js';
import { parseAuthorizationDetails } from '../../account/parse-authorization-details.js';
import { assess } from '../../assessment/assess.js';
import type { Assessment, JsonValue } from '../../assessment/assessment.js';
import { scanParts } from '../../assessment/scan-parts.js';
import { standalonePart } from '../../assessment/scan-policy.js';
import { combineFixes, type CombinedFix } from '../../fixes/combine-fixes.js';
import { documentDiff } from '../../fixes/document-diff.js';
import type { FixSettings } from '../../fixes/subjects.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import type { Invocation } from '../command.js';
import { configuredInvocation } from '../configuration/configured-invocation.js';
import { formatContext, namedPlace } from '../format-context.js';
import { fixReport, type FixedSubject } from '../fix-report.js';
import { heededExclusions } from '../heeded-exclusions.js';
import { inFile } from '../input-error-in-file.js';
import { kindsOption } from '../kinds-option.js';
import { flagOption, textOption } from '../option-values.js';
import { holdsAccount, policiesIn, readPolicyInput, type PolicyInput } from '../policy-input.js';
import { withProgress } from '../progress.js';
import { readCatalog } from '../read-catalog.js';
import { readExclusions } from '../read-exclusions.js';
import { rewrittenText } from '../rewritten-text.js';
import { rewriteFile } from '../rewrite-file.js';
import { textDiff } from '../text-diff.js';
import { UsageError } from '../usage-error.js';

/** Runs `fix`; resolves to the exit code. */
export async function runFix(invocation: Invocation): Promise<number> {
  const { terminal, options } = invocation;
  return withProgress(terminal, flagOption(options, 'verbose'), async (progress) => {
    progress.phase('Reading');
    const place = namedPlace(formatContext(invocation, null));
    const kinds = kindsOption(options, 'kind');
    const input = await readPolicyInput(textOption(options, 'inputFile'), terminal);
    const named = await readExclusions(textOption(options, 'exclusionsFile'));
    const exclusions = heededExclusions(input.value, named);
    const catalog = readCatalog(textOption(options, 'catalog'));
    progress.phase('Assessing and changing');
    const configured = configuredInvocation(invocation, catalog, exclusions);
    const run = { kinds, settings: { ...configured, ...place }, configured };
    const fixed = holdsAccount(input.value)
      ? fixAccount(input, run, invocation)
      : await fixPolicies(input, run, invocation);
    progress.done();
    terminal.err(fixReport(fixed));
    return fixed.some(({ fix, staying = [] }) => (fix?.open.length ?? 0) + staying.length > 0) ? 1 : 0;
  });
}

interface Run {
  readonly settings: FixSettings;
  readonly configured: ConfiguredOptions;
  readonly kinds: ReadonlySet<string> | undefined;
}

/** Prints a diff for each policy of an account that can be changed. */
function fixAccount(
  { name, value }: PolicyInput,
  { settings, configured, kinds }: Run,
  { terminal, options }: Invocation,
): readonly FixedSubject[] {
  if (flagOption(options, 'write')) {
    throw new UsageError(
      `${name}: these are the authorization details of an account, a copy that is not for changing; leave --write out and change each policy in the account.`,
    );
  }
  const account = inFile(name, () => parseAuthorizationDetails(value));
  const assessment = assess(account, {
    ...configured,
    name,
    flagTrustPolicies: true,
  });
  return combineFixes(assessment, settings, kinds).map((fix): FixedSubject => {
    const subject = subjectName(assessment, fix);
    const before = assessment.documents[fix.document] ?? null;
    if (fix.proposed !== null) {
      const heading = terminalSafe(subject);
      terminal.out(`--- ${heading}\n+++ ${heading}\n${safeLines(documentDiff(before, fix.proposed))}`);
    }
    return { name: subject, fix };
  });
}

function subjectName({ policies, principals }: Assessment, { subject }: CombinedFix): string {
  if (subject.type === 'trust-policy') {
    const role = principals[subject.principal];
    return `trust policy of ${role?.arn ?? ''}`;
  }
  const policy = policies[subject.policy];
  if (policy?.arn != null) return policy.arn;
  const holder = principals[policy?.attachedTo[0] ?? -1];
  return `policy ${policy?.name ?? ''} of ${holder?.arn ?? ''}`;
}

function safeLines(text: string): string {
  return text.split('\n').map(terminalSafe).join('\n');
}

/** The kinds of what counts on a resource policy, of which no change is proposed. */
function kindsOnResources(
  { findings }: Assessment,
  kinds: ReadonlySet<string> | undefined,
): readonly string[] {
  return findings
    .filter(({ kind, counted, subject }) => {
      const isAsked = kinds === undefined || kinds.has(kind);
      return counted && isAsked && subject.type === 'resource-policy';
    })
    .map(({ kind }) => kind);
}

/** Prints a diff of a policy file, or rewrites it. */
async function fixPolicies(
  input: PolicyInput,
  { settings, configured, kinds }: Run,
  { terminal, options, files }: Invocation,
): Promise<readonly FixedSubject[]> {
  const { name, value, lineOf, text, format } = input;
  const path = textOption(options, 'inputFile') ?? '-';
  const writes = flagOption(options, 'write');
  if (writes && path === '-')
    throw new UsageError('--write: standard input cannot be rewritten; name the file with --input-file.');
  const policies = inFile(name, () => policiesIn(value, name), lineOf);
  const changes = new Map<unknown, JsonValue>();
  const fixed = inFile(
    name,
    () =>
      policies.map((policy): FixedSubject => {
        const part = standalonePart([policy], { accountId: settings.accountId ?? null });
        const assessment = scanParts([part], { ...configured, name: policy.name });
        const isJudged = assessment.policies.length + assessment.principals.length > 0;
        const [fix = null] = combineFixes(assessment, { exclusions: NO_EXCLUSIONS, ...settings }, kinds);
        if (fix?.proposed != null) changes.set(policy.document, fix.proposed);
        return {
          name: policies.length === 1 ? name : `${name}: ${policy.name}`,
          fix,
          isJudged,
          staying: isJudged ? [] : kindsOnResources(assessment, kinds),
        };
      }),
    lineOf,
  );
  if (changes.size === 0) return fixed;
  if (text === null) throw new UsageError(`${name}: this file is too large to be rewritten; name a policy.`);
  const rewritten = await rewrittenText({ text, format, value, name }, changes);
  if (writes) {
    rewriteFile(path, rewritten, files);
    terminal.err(`Rewritten: ${terminalSafe(path)}\n`);
  } else terminal.out(textDiff(terminalSafe(name), text, rewritten));
  return fixed;
}
