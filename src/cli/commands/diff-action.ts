import type { Account } from '../../account/account.js';
import { compileExclusions } from '../../assessment/compile-exclusions.js';
import { compareAccess } from '../../assessment/difference/compare-access.js';
import {
  subjectsOfAccounts,
  subjectsOfPolicies,
  type ComparedSubject,
  type ComparisonSettings,
} from '../../assessment/difference/compared-subject.js';
import { subjectsOfDeclarations } from '../../assessment/difference/declared-subjects.js';
import { uncomparedActions } from '../../assessment/difference/uncompared-actions.js';
import { NO_EXCLUSIONS } from '../../assessment/exclusions.js';
import { firstOf } from '../../assessment/notes.js';
import { answerJson } from '../../output/answer-json.js';
import { differenceText } from '../../output/difference-text.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import { BUILT_IN_KINDS } from '../../risks/kinds-in-force.js';
import type { Invocation } from '../command.js';
import { readComparedInputs, type ComparedInput } from '../compared-input.js';
import { configuredInvocation } from '../configuration/configured-invocation.js';
import { inFile } from '../input-error-in-file.js';
import { flagOption, textOption } from '../option-values.js';
import { withProgress } from '../progress.js';
import { readCatalog } from '../read-catalog.js';
import { readExclusions } from '../read-exclusions.js';
import { readOrganizationPolicies } from '../read-organization-policies.js';
import { tuneForAccounts } from '../short-run.js';
import { UsageError } from '../usage-error.js';

/** Runs `diff`; resolves to the exit code. */
export async function runDiff(invocation: Invocation): Promise<number> {
  tuneForAccounts();
  const { terminal, options, operands } = invocation;
  const [oldPath, newPath, ...others] = operands;
  if (oldPath === undefined || newPath === undefined || others.length > 0)
    throw new UsageError(
      `diff takes two states, the old one and the new one, not ${operands.length}: name two files or two directories.`,
    );
  return withProgress(terminal, flagOption(options, 'verbose'), async (progress) => {
    progress.phase('Reading');
    const [before, after] = await readComparedInputs(oldPath, newPath, terminal);
    const exclusions = await readExclusions(textOption(options, 'exclusionsFile'));
    const configured = configuredInvocation(
      invocation,
      readCatalog(textOption(options, 'catalog')),
      exclusions,
    );
    const settings: ComparisonSettings = {
      catalog: configured.catalog,
      organizationPolicies: await readOrganizationPolicies(textOption(options, 'organizationPolicies')),
      isKnownAccount: compileExclusions(configured.exclusions ?? NO_EXCLUSIONS, {
        reportUnmatched: false,
        knownAccounts: configured.knownAccounts ?? [],
      }).isKnownAccount,
    };
    progress.phase('Comparing');
    const ignoresAccounts = areOfDifferentAccounts(before, after);
    const subjects = (input: ComparedInput, path: string): readonly ComparedSubject[] =>
      inFile(path, () => {
        switch (input.kind) {
          case 'accounts':
            return subjectsOfAccounts(input.accounts, settings, ignoresAccounts);
          case 'policies':
            return subjectsOfPolicies(input.policies, settings);
          case 'templates or plans':
            return subjectsOfDeclarations(input.parts, settings, input.fileOf);
        }
      });
    const [old, current] = paired(subjects(before, oldPath), subjects(after, newPath), before, after);
    const difference = compareAccess(old, current, {
      ...settings,
      kinds: configured.kinds ?? BUILT_IN_KINDS,
    });
    progress.done();
    terminal.out(
      textOption(options, 'format') === 'json' ? answerJson(difference) : differenceText(difference),
    );
    const uncompared = uncomparedActions(old, current, settings.catalog);
    if (uncompared.length > 0)
      terminal.err(
        `Note: the catalogue does not know these actions, so what changed by them is not compared: ${terminalSafe(firstOf(uncompared))}.\n`,
      );
    if (difference.isRiskier) return 1;
    if (!before.lacksAPart && !after.lacksAPart) return 0;
    terminal.err(
      'Exit code 2: part of what is compared could not be read, so it is not known whether risky access was gained.\n',
    );
    return 2;
  });
}

/** One account against another: nobody has the same ARN in both. */
function areOfDifferentAccounts(before: ComparedInput, after: ComparedInput): boolean {
  const only = (input: ComparedInput): Account | null =>
    input.kind === 'accounts' && input.accounts.length === 1 ? (input.accounts[0] ?? null) : null;
  const [old, current] = [only(before), only(after)];
  return old !== null && current !== null && old.accountId !== current.accountId;
}

/** Two policy files are of the same policy, whatever they are called. */
function paired(
  before: readonly ComparedSubject[],
  after: readonly ComparedSubject[],
  oldInput: ComparedInput,
  newInput: ComparedInput,
): readonly [readonly ComparedSubject[], readonly ComparedSubject[]] {
  const [old, current] = [before[0], after[0]];
  const areSingle =
    oldInput.kind === 'policies' && newInput.kind === 'policies' && before.length === 1 && after.length === 1;
  if (!areSingle || old === undefined || current === undefined || old.type !== current.type)
    return [before, after];
  return [[{ ...old, key: current.key }], after];
}
