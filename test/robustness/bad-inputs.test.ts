import { describe, expect, test } from 'vitest';
import {
  assess,
  InputError,
  loadCatalog,
  parseAuthorizationDetails,
  parseExclusions,
  type Assessment,
} from '../../src/index.js';
import {
  accountWithDocument,
  accountWith,
  documentWith,
  SOUND_POLICY_NAME,
} from './bad-inputs/account-with.js';
import { BROKEN_DOCUMENTS } from './bad-inputs/broken-documents.js';
import { ISOLATED_IN_POLICIES } from './bad-inputs/isolated-in-policies.js';
import { ISOLATED_IN_PRINCIPALS } from './bad-inputs/isolated-in-principals.js';
import { ISOLATED_IN_THE_FILE } from './bad-inputs/isolated-in-the-file.js';
import { REFUSED_ACCOUNTS } from './bad-inputs/refused-accounts.js';
import { REFUSED_EXCLUSIONS } from './bad-inputs/refused-exclusions.js';

const catalog = loadCatalog();

function assessmentOf(input: unknown): Assessment {
  return assess(parseAuthorizationDetails(input), { catalog, name: 'corpus', now: new Date(catalog.date) });
}

function refusalOf(read: () => unknown): { readonly message: string; readonly where: string } {
  try {
    read();
  } catch (error) {
    if (error instanceof InputError) return { message: error.message, where: error.where };
    throw error;
  }
  throw new Error('the input was not refused');
}

/** What is found in the one sound policy that every account of the corpus holds. */
function soundFindings({ policies, findings }: Assessment): readonly string[] {
  const sound = policies.findIndex(({ name }) => name === SOUND_POLICY_NAME);
  return findings.flatMap(({ kind, subject, counted }) =>
    counted && subject.type === 'policy' && subject.policy === sound ? [kind] : [],
  );
}

const EXPECTED_OF_SOUND_POLICY = ['ResourceExposure', 'ServiceWildcard', 'InfrastructureModification'];

describe('what is not authorization details is refused with one sentence', () => {
  test.each(REFUSED_ACCOUNTS)('$name', ({ input, message, where }) => {
    expect(refusalOf(() => parseAuthorizationDetails(input))).toEqual({ message, where });
  });
});

describe('a broken document is reported and the rest is assessed', () => {
  test.each(BROKEN_DOCUMENTS)('$name', ({ document, reason }) => {
    const assessment = assessmentOf(accountWithDocument(document));
    expect(assessment.notAssessed).toEqual([
      {
        what: 'inline policy broken of role bad',
        where: '$.RoleDetailList[1].RolePolicyList[0].PolicyDocument',
        reason,
      },
    ]);
    expect(soundFindings(assessment)).toEqual(EXPECTED_OF_SOUND_POLICY);
  });
});

describe('a broken part of an account is reported and the rest is assessed', () => {
  test.each([...ISOLATED_IN_THE_FILE, ...ISOLATED_IN_PRINCIPALS, ...ISOLATED_IN_POLICIES])(
    '$name',
    ({ input, notAssessed }) => {
      const assessment = assessmentOf(input);
      expect(assessment.notAssessed).toEqual(notAssessed);
      expect(soundFindings(assessment)).toEqual(EXPECTED_OF_SOUND_POLICY);
    },
  );
});

describe('an exclusions file that says nothing is refused with one sentence', () => {
  test.each(REFUSED_EXCLUSIONS)('$name', ({ input, message, where }) => {
    expect(refusalOf(() => parseExclusions(input))).toEqual({ message, where });
  });
});

describe('what is odd and yet valid is assessed', () => {
  test('a Sid of 2,000 characters', () => {
    const Sid = 'S'.repeat(2000);
    const assessment = assessmentOf(
      accountWithDocument(documentWith({ Sid, Effect: 'Allow', Action: 'sqs:*', Resource: '*' })),
    );
    expect(assessment.notAssessed).toEqual([]);
    expect(assessment.documents).toContainEqual(
      documentWith({ Sid, Effect: 'Allow', Action: 'sqs:*', Resource: '*' }),
    );
  });

  test('an action of ten million characters is unknown, not granted', () => {
    const Action = `s3:${'x'.repeat(10_000_000)}`;
    const assessment = assessmentOf(
      accountWithDocument(documentWith({ Effect: 'Allow', Action, Resource: '*' })),
    );
    const broken = assessment.policies.find(({ name }) => name === 'broken');
    expect(broken?.unknownActions).toEqual([Action]);
    // A remark is for people to read: it names the action shortened.
    expect(assessment.notes.filter((note) => note.length > 1000).map((note) => note.length)).toEqual([]);
  });

  test('a pattern of a thousand wildcards is matched in time', () => {
    const Action = `s3:${'*a'.repeat(1000)}`;
    const assessment = assessmentOf(
      accountWithDocument(
        documentWith({ Effect: 'Allow', Action, Resource: `arn:aws:s3:::${'*a'.repeat(1000)}` }),
      ),
    );
    expect(assessment.notAssessed).toEqual([]);
    expect(soundFindings(assessment)).toEqual(EXPECTED_OF_SOUND_POLICY);
  });

  test('of duplicate keys the last counts, as in every JSON reader', () => {
    const text = JSON.stringify(accountWith({})).replace(
      '"Effect":"Allow","Action":"sqs:*"',
      '"Effect":"Deny","Effect":"Allow","Action":"iam:*","Action":"sqs:*"',
    );
    expect(soundFindings(assessmentOf(JSON.parse(text)))).toEqual(EXPECTED_OF_SOUND_POLICY);
  });

  test('keys of every object leave the prototypes alone', () => {
    const text = JSON.stringify(accountWith({})).replace(
      '{"UserDetailList"',
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"UserDetailList"',
    );
    expect(soundFindings(assessmentOf(JSON.parse(text)))).toEqual(EXPECTED_OF_SOUND_POLICY);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
