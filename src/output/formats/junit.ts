import type { Assessment, FixedFinding, RiskKindDescription } from '../../assessment/assessment.js';
import { chunksOf } from '../chunks.js';
import { sourceText } from '../finding-source.js';
import { findingSentence, subjectPhrase } from '../finding-words.js';
import { formatTime } from '../html-wording.js';
import type { FormatContext, OutputFormat } from '../output-format.js';
import { reportedFindings, type ReportedFinding } from '../reported-findings.js';
import { subjectIndex } from '../subject-index.js';
import { shortened } from '../shortened.js';
import { xmlAttributes, xmlText } from '../xml-text.js';

const MOST_EVIDENCE = 20;
const LONGEST_TEXT = 2000;

/** JUnit's XML: a suite for each policy, trust policy, resource policy and principal, a test for each kind. */
export const junit: OutputFormat = {
  id: 'junit',
  title: 'JUnit XML, for the test reports of build servers',
  ending: 'junit.xml',
  contentType: 'application/xml',
  write: (assessment, context) => chunksOf(parts(assessment, context)),
};

/** What a kind says of what a suite is about. */
interface TestCase {
  readonly title: string;
  readonly findings: readonly ReportedFinding[];
}

interface Suite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

/** Build servers take a file without a test for one of a run that went wrong. */
const NOTHING_TO_ASSESS: Suite = {
  name: 'Account',
  cases: [{ title: 'No policy to assess', findings: [] }],
};

function* parts(assessment: Assessment, context: FormatContext): Generator<string, void, undefined> {
  const ofSubjects = suitesOf(assessment, context);
  const fixed = assessment.trend?.fixedFindings ?? [];
  const { notAssessed } = assessment;
  const isNothing = [ofSubjects, fixed, notAssessed].every((list) => list.length === 0);
  const suites = isNothing ? [NOTHING_TO_ASSESS] : ofSubjects;
  const cases = suites.flatMap((suite) => suite.cases);
  const { failures, skipped } = outcomes(cases);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${xmlAttributes({
    name: shortened(`Cloudsplaining: ${assessment.name}`, LONGEST_TEXT),
    tests: cases.length + fixed.length + notAssessed.length,
    failures,
    skipped: skipped + notAssessed.length,
    errors: 0,
    timestamp: assessment.assessedAt,
  })}>\n`;
  for (const suite of suites) yield* suiteParts(suite, assessment);
  if (fixed.length > 0) yield* fixedParts(fixed, assessment);
  if (notAssessed.length > 0) yield* notAssessedParts(notAssessed);
  yield '</testsuites>\n';
}

function* suiteParts({ name, cases }: Suite, assessment: Assessment): Generator<string, void, undefined> {
  const shown = shortened(name, LONGEST_TEXT);
  yield `  <testsuite${xmlAttributes({ name: shown, tests: cases.length, ...outcomes(cases), errors: 0 })}>\n`;
  for (const { title, findings } of cases) {
    const [source] = findings.flatMap(({ sources }) => sources);
    const head = `    <testcase${xmlAttributes({
      name: title,
      classname: shown,
      file: source === undefined ? null : shortened(source.file, LONGEST_TEXT),
      line: source?.isExact === true ? source.line : null,
    })}`;
    const failing = findings.filter(isFailure);
    if (failing.length > 0) {
      const [first] = failing;
      yield `${head}>\n      <failure${xmlAttributes({
        message: sentence(assessment, first),
        type: first?.finding.severity ?? null,
      })}>${failing.map((each) => xmlText(detail(assessment, each))).join('\n')}</failure>\n    </testcase>\n`;
    } else if (findings.length > 0) {
      yield `${head}>\n      <skipped${xmlAttributes({ message: findings.map((each) => skipReason(each, assessment)).join('; ') })}/>\n    </testcase>\n`;
    } else yield `${head}/>\n`;
  }
  yield '  </testsuite>\n';
}

function* fixedParts(
  fixed: readonly FixedFinding[],
  { kinds, trend }: Assessment,
): Generator<string, void, undefined> {
  const titles = new Map(kinds.map(({ id, title }) => [id, title]));
  const name = `Fixed since ${formatTime(trend?.since ?? '')}`;
  yield `  <testsuite${xmlAttributes({ name, tests: fixed.length, failures: 0, skipped: 0, errors: 0 })}>\n`;
  for (const { id, kind, name: subject = id } of fixed) {
    const title = titles.get(kind ?? '') ?? kind ?? 'Finding';
    yield `    <testcase${xmlAttributes({ name: shortened(`${title}: ${subject}`, LONGEST_TEXT), classname: name })}/>\n`;
  }
  yield '  </testsuite>\n';
}

/** Without them, what could not be judged would look like what passed. */
function* notAssessedParts(parts: Assessment['notAssessed']): Generator<string, void, undefined> {
  const name = 'Not assessed';
  yield `  <testsuite${xmlAttributes({ name, tests: parts.length, failures: 0, skipped: parts.length, errors: 0 })}>\n`;
  for (const { what, where, reason } of parts) {
    const attributes = { name: shortened(`${what} (${where})`, LONGEST_TEXT), classname: name };
    const message = shortened(reason, LONGEST_TEXT);
    yield `    <testcase${xmlAttributes(attributes)}>\n      <skipped${xmlAttributes({ message })}/>\n    </testcase>\n`;
  }
  yield '  </testsuite>\n';
}

/** A finding fails its test if it counts, nobody set it aside, and it was not there before. */
function isFailure({ finding, change, setAside }: ReportedFinding): boolean {
  return finding.counted && setAside === null && change !== 'unchanged';
}

function outcomes(cases: readonly TestCase[]): { readonly failures: number; readonly skipped: number } {
  const failures = cases.filter(({ findings }) => findings.some(isFailure)).length;
  return { failures, skipped: cases.filter(({ findings }) => findings.length > 0).length - failures };
}

function sentence(assessment: Assessment, reported: ReportedFinding | undefined): string {
  if (reported === undefined) return '';
  return shortened(
    findingSentence(assessment, reported.finding, reported.kindTitle, MOST_EVIDENCE),
    LONGEST_TEXT,
  );
}

function detail(assessment: Assessment, reported: ReportedFinding): string {
  const { finding, sources, change } = reported;
  const [source] = sources;
  const facts = [
    `severity ${finding.severity}`,
    ...(change === null ? [] : [change]),
    ...(source?.isExact === true ? [shortened(sourceText(source), LONGEST_TEXT)] : []),
    `finding ${finding.id}`,
  ];
  return `${sentence(assessment, reported)} [${facts.join(', ')}]`;
}

function skipReason({ finding, change, setAside }: ReportedFinding, { trend }: Assessment): string {
  if (setAside !== null) {
    const by = setAside.by === 'suppression' ? 'suppressed' : setAside.by.replace('-', ' ');
    return shortened(setAside.reason === '' ? by : `${by}: ${setAside.reason}`, LONGEST_TEXT);
  }
  if (change === 'unchanged') return `there since ${formatTime(trend?.since ?? '')} or longer`;
  return `does not count: ${(finding.notCounted ?? '').replaceAll('-', ' ')}`;
}

/** Every policy, trust policy and resource policy that was assessed, with a test for each kind; principals that have findings. */
function suitesOf(assessment: Assessment, context: FormatContext): readonly Suite[] {
  const bySubject = new Map<string, ReportedFinding[]>();
  for (const reported of reportedFindings(assessment, context)) {
    const { subject } = reported.finding;
    const key = `${subject.type} ${subjectIndex(subject)}`;
    const list = bySubject.get(key);
    if (list === undefined) bySubject.set(key, [reported]);
    else list.push(reported);
  }
  const { kinds, policies, principals, resourcePolicies = [] } = assessment;
  const ofScope = (scope: RiskKindDescription['scope']) => kinds.filter((kind) => kind.scope === scope);
  const [onPolicies, onTrust] = [ofScope('identity-policy'), ofScope('trust-policy')];
  const onResources = ofScope('resource-policy');
  return [
    ...policies.flatMap(({ excludedBy, document }, policy) =>
      excludedBy === null && document !== null
        ? suite(assessment, { type: 'policy', policy }, onPolicies, bySubject.get(`policy ${policy}`))
        : [],
    ),
    ...principals.flatMap(({ excludedBy, role }, principal) => {
      const ofTrust = bySubject.get(`trust-policy ${principal}`);
      const own = bySubject.get(`principal ${principal}`);
      return [
        ...(excludedBy === null && role !== null && role.trustPolicy !== null
          ? suite(assessment, { type: 'trust-policy', principal }, onTrust, ofTrust)
          : []),
        ...(own === undefined ? [] : suite(assessment, { type: 'principal', principal }, [], own)),
      ];
    }),
    ...resourcePolicies.flatMap(({ excludedBy }, resourcePolicy) => {
      const own = bySubject.get(`resource-policy ${resourcePolicy}`);
      const subject = { type: 'resource-policy' as const, resourcePolicy };
      return excludedBy === null ? suite(assessment, subject, onResources, own) : [];
    }),
  ];
}

function suite(
  assessment: Assessment,
  subject: ReportedFinding['finding']['subject'],
  kinds: readonly RiskKindDescription[],
  findings: readonly ReportedFinding[] = [],
): readonly Suite[] {
  const byKind = new Map<string, ReportedFinding[]>(kinds.map(({ id }) => [id, []]));
  const titles = new Map(kinds.map(({ id, title }) => [id, title]));
  for (const reported of findings) {
    const { kind } = reported.finding;
    titles.set(kind, reported.kindTitle);
    const list = byKind.get(kind);
    if (list === undefined) byKind.set(kind, [reported]);
    else list.push(reported);
  }
  const cases = [...byKind].map(([kind, own]) => ({ title: titles.get(kind) ?? kind, findings: own }));
  return [{ name: subjectPhrase(assessment, { subject }), cases }];
}
