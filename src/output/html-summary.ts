import { policyTitle } from './policy-title.js';
import type { Assessment, RankedSubject, RiskScope } from '../assessment/assessment.js';
import { fixedKindTitle, fixedSubject } from './fixed-wording.js';
import { markup, type Markup } from './html-markup.js';
import { POLICY_TYPE_TITLES, POLICY_TYPES, riskMatrix } from './html-risk-matrix.js';
import {
  countOf,
  findingsHeading,
  formatCount,
  formatTime,
  optionPhrases,
  partitionRemark,
  scopeSentence,
  SEVERITIES,
  SEVERITY_TITLES,
} from './html-wording.js';
import { trendSentence } from './trend-text.js';

/** Longer lists end in a count: the summary must stay short enough to show before the details are read. */
const LONGEST_LIST = 50;

/**
 * The overview as plain HTML: what is seen first, and all that is seen where script or DecompressionStream is
 * missing.
 */
export function summaryMarkup(assessment: Assessment): Markup {
  return markup`<header class="masthead"><p class="wordmark">Cloudsplaining</p></header>
<main class="page plain-summary">
<div><h1><bdi>${assessment.name}</bdi></h1>
<p class="lead">${scopeSentence(assessment)}</p></div>
<p class="quiet" id="plain-note">This is the plain summary. The searchable pages with policies, documents and fixes open by themselves in a browser that runs script and has DecompressionStream, as Chromium, Firefox and Safari have since 2023.</p>
<noscript><p class="notice">Script is off in this browser, so this summary is all that it can show.</p></noscript>
${facts(assessment)}
${severities(assessment)}
${assessment.trend === undefined ? '' : markup`<p>${trendSentence(assessment.trend)}</p>${fixed(assessment)}`}
${kinds(assessment)}
${ranked('Worst principals', assessment.summary.worstPrincipals, (index) => assessment.principals[index]?.name, assessment)}
${ranked('Worst policies', assessment.summary.worstPolicies, (index) => policyName(index, assessment), assessment)}
${bulleted('Notes', assessment.notes, 'Nothing to remark.')}
${bulleted(
  'Not assessed',
  assessment.notAssessed.map((each) => `${each.what} (${each.where}): ${each.reason}`),
  `Every part of the input${assessment.exclusions.excluded.length === 0 ? '' : ' that no rule excludes'} was assessed.`,
)}
<p>${countOf(assessment.exclusions.excluded.length, 'thing was', 'things were')} excluded by a rule.</p>
</main>`;
}

function facts(assessment: Assessment): Markup {
  const { account, catalog, tool } = assessment;
  return markup`<dl class="facts facts-inline">
<div><dt>Account</dt><dd>${account.id ?? 'not named in the input'}${partitionRemark(account.partition)}</dd></div>
<div><dt>Assessed</dt><dd>${formatTime(assessment.assessedAt)}</dd></div>
<div><dt>Tool</dt><dd>${tool.name} ${tool.version}</dd></div>
<div><dt>Action catalogue</dt><dd>${catalog.date}, ${formatCount(catalog.services)} services, ${formatCount(catalog.actions)} actions</dd></div>
<div class="facts-wide"><dt>Options</dt><dd>${optionPhrases(assessment).join('; ')}</dd></div>
</dl>`;
}

function severities(assessment: Assessment): Markup {
  const { bySeverity } = assessment.summary;
  const tiles = SEVERITIES.filter((severity) => severity !== 'none' || bySeverity.none > 0).map(
    (severity) =>
      markup`<li class="tile" data-severity="${severity}"><span class="tile-label">${SEVERITY_TITLES[severity]}</span><span class="tile-count">${formatCount(bySeverity[severity])}</span></li>`,
  );
  return markup`<section><h2>${findingsHeading(bySeverity)}</h2><ul class="tiles">${tiles}</ul></section>`;
}

function fixed({ trend, kinds: known }: Assessment): Markup {
  const gone = trend?.fixedFindings ?? [];
  if (gone.length === 0) return markup``;
  return bulleted(
    'Fixed',
    gone.map(
      (each) => `${SEVERITY_TITLES[each.severity]}: ${fixedKindTitle(each, known)}: ${fixedSubject(each)}`,
    ),
    '',
  );
}

function kinds(assessment: Assessment): Markup {
  const head = POLICY_TYPES.map(
    (type) => markup`<th scope="col" class="number">${POLICY_TYPE_TITLES[type]}</th>`,
  );
  const rows = riskMatrix(assessment).map(({ kind, cells }) => {
    const counts = POLICY_TYPES.map((type) => {
      const { counted, notCounted } = cells[type];
      const more = notCounted === 0 ? '' : ` (+${formatCount(notCounted)})`;
      return markup`<td class="number">${formatCount(counted)}${more}</td>`;
    });
    return markup`<tr><th scope="row">${kind.title}</th><td>${SEVERITY_TITLES[kind.severity]}</td>${counts}</tr>`;
  });
  const trust = countedOn(assessment, 'trust-policy');
  const resources = assessment.resourcePolicies === undefined ? [] : countedOn(assessment, 'resource-policy');
  return markup`<section><h2>Findings by kind and policy type</h2>
<div class="scroll-x" tabindex="0" role="group" aria-label="Findings by kind and policy type"><table class="plain"><thead><tr><th scope="col">Kind</th><th scope="col">Severity</th>${head}</tr></thead><tbody>${rows}</tbody></table></div>
<p class="quiet">In parentheses: conditional, scoped, extended and unattached findings, which do not count.</p>
${trust.length === 0 ? '' : markup`<h3>Counted on trust policies</h3><ul>${trust}</ul>`}${resources.length === 0 ? '' : markup`<h3>Counted on resource policies</h3><ul>${resources}</ul>`}</section>`;
}

/** The kinds of one scope with how many of their findings count. */
function countedOn(assessment: Assessment, scope: RiskScope): readonly Markup[] {
  return assessment.summary.byKind.flatMap(({ kind: id, severity, counted }) => {
    const kind = assessment.kinds.find((each) => each.id === id);
    return kind?.scope === scope && counted > 0
      ? [markup`<li>${kind.title} (${SEVERITY_TITLES[severity]}): ${formatCount(counted)}</li>`]
      : [];
  });
}

function policyName(index: number, assessment: Assessment): string | undefined {
  const policy = assessment.policies[index];
  return policy === undefined ? undefined : policyTitle(policy, assessment);
}

function ranked(
  title: string,
  subjects: readonly RankedSubject[],
  nameOf: (index: number) => string | undefined,
  assessment: Assessment,
): Markup {
  if (subjects.length === 0)
    return markup`<section><h2>${title}</h2><p class="quiet">None has a finding that counts.</p></section>`;
  const titles = new Map(assessment.kinds.map((kind) => [kind.id, kind.title]));
  const items = subjects.map((subject) => {
    const counts = SEVERITIES.filter((severity) => subject.bySeverity[severity] > 0)
      .map((severity) => `${formatCount(subject.bySeverity[severity])} ${severity}`)
      .join(', ');
    const reasons = subject.kinds.map((kind) => titles.get(kind) ?? kind).join(', ');
    return markup`<li><bdi>${nameOf(subject.index) ?? 'unknown'}</bdi>: ${counts} (${reasons})</li>`;
  });
  return markup`<section><h2>${title}</h2><ol>${items}</ol></section>`;
}

function bulleted(title: string, lines: readonly string[], empty: string): Markup {
  if (lines.length === 0) return markup`<section><h2>${title}</h2><p class="quiet">${empty}</p></section>`;
  const items = lines.slice(0, LONGEST_LIST).map((line) => markup`<li>${line}</li>`);
  const more = lines.length - items.length;
  return markup`<section><h2>${title}</h2><ul>${items}</ul>${more > 0 ? markup`<p>and ${formatCount(more)} more.</p>` : ''}</section>`;
}
