import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Finding } from '../../assessment/assessment.js';
import { OUTSIDER_NO_FIX } from '../../assessment/outsider-remedy.js';
import { outsiderWay } from '../../output/outsider-way.js';
import { withStatements } from '../model/finding-document.js';
import { notCountedSentence, reachSentence } from '../model/describe-finding.js';
import { fixAdvice } from '../model/fix-advice.js';
import type { ReportModel } from '../model/report-model.js';
import { serviceTitle } from '../model/service-groups.js';
import { LongList } from '../shell/long-list.js';
import { NameText } from '../shell/name-text.js';
import { ActionGroups } from './action-groups.js';
import { CheckedFix } from './checked-fix.js';
import { EscalationPaths } from './escalation-paths.js';
import { KindGuidance } from './kind-guidance.js';
import { OutsiderExplanation } from './outsider-explanation.js';
import { StatementLinks } from './statement-links.js';
import { BlockedHolders } from './blocked-holders.js';

interface FindingBodyProps {
  readonly model: ReportModel;
  readonly finding: Finding;
  readonly documentIndex: number | null;
}

/** Everything about one finding: reach, statements, evidence, why it matters and how to fix it. */
export function FindingBody({ model, finding, documentIndex }: FindingBodyProps): JSX.Element {
  const kind = model.kinds.get(finding.kind);
  const fix = model.assessment.fixes?.[finding.fix ?? -1];
  const way = outsiderWay(model.assessment, finding);
  const noFixReason = model.assessment.noFixReasons?.[finding.noFix ?? -1];
  const notCounted = notCountedSentence(finding);
  const suppression = model.assessment.suppressions?.[finding.suppressedBy ?? -1];
  const advice = useMemo(() => fixAdvice(model.assessment, finding), [model, finding]);
  return (
    <div class="finding-body">
      {kind !== undefined && way === null && <p>{kind.summary}</p>}
      {finding.subject.type === 'policy' && <p>{reachSentence(finding)}</p>}
      {finding.subject.type !== 'policy' && (finding.conditionKeys ?? []).length > 0 && (
        <p>Only under conditions on {(finding.conditionKeys ?? []).join(', ')}.</p>
      )}
      {notCounted !== null && <p>{notCounted}</p>}
      {suppression !== undefined && (
        <p>
          The reason given: <NameText text={suppression.reason} />
        </p>
      )}
      <BlockedHolders model={model} finding={finding} />
      {way !== null && <OutsiderExplanation model={model} finding={finding} way={way} />}
      <StatementLinks
        model={model}
        finding={withStatements(model.assessment, finding)}
        documentIndex={documentIndex}
      />
      {advice.length > 0 && (
        <>
          <h4>What to change</h4>
          <ul class="advice">
            {advice.map((sentence) => (
              <li key={sentence}>
                <NameText text={sentence} />
              </li>
            ))}
          </ul>
        </>
      )}
      {fix !== undefined && <CheckedFix key={finding.id} fix={fix} />}
      {noFixReason !== undefined && (
        <>
          <h4>Why no change is proposed</h4>
          <p>{way === null ? noFixReason : OUTSIDER_NO_FIX}</p>
        </>
      )}
      {way === null && finding.trusted !== undefined && finding.trusted.length > 0 && (
        <>
          <h4>Trusted principals</h4>
          <LongList
            items={finding.trusted}
            shownAtFirst={12}
            className="mono-list"
            render={(name) => <NameText text={name} />}
          />
        </>
      )}
      {finding.services !== undefined && finding.services.length > 0 && (
        <>
          <h4>Services</h4>
          <LongList
            items={finding.services}
            shownAtFirst={24}
            className="inline-list"
            render={(service) => (
              <>
                <code>{service}</code> <span class="quiet">{serviceTitle(model.assessment, service)}</span>
              </>
            )}
          />
        </>
      )}
      {finding.paths !== undefined && <EscalationPaths model={model} paths={finding.paths} />}
      {finding.actionSet !== undefined && <ActionGroups model={model} actionSet={finding.actionSet} />}
      {kind !== undefined && <KindGuidance kind={kind} fix={way === null ? undefined : OUTSIDER_NO_FIX} />}
    </div>
  );
}
