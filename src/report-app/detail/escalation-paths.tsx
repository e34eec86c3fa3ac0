import type { JSX } from 'preact';
import { safeAddress } from '../model/describe-finding.js';
import type { ReportModel } from '../model/report-model.js';
import { LongList } from '../shell/long-list.js';

interface EscalationPathsProps {
  readonly model: ReportModel;
  /** Indexes into `escalationPaths`. */
  readonly paths: readonly number[];
}

/** Ways to more rights that the policy opens, each with the actions that make it. */
export function EscalationPaths({ model, paths }: EscalationPathsProps): JSX.Element {
  const { escalationPaths } = model.assessment;
  return (
    <>
      <h4>Escalation paths</h4>
      <LongList
        items={paths}
        shownAtFirst={12}
        className="paths"
        render={(index) => {
          const path = escalationPaths[index];
          if (path === undefined) return null;
          const address = safeAddress(path.link);
          return (
            <>
              <p class="path-name">
                {address === null ? (
                  path.name
                ) : (
                  <a href={address} target="_blank" rel="noopener noreferrer">
                    {path.name}
                  </a>
                )}{' '}
                <code class="path-id">{path.id}</code>
                {path.category !== '' && <span class="quiet"> {path.category}</span>}
              </p>
              <p class="path-actions">
                {path.requiredActions.map((action) => (
                  <code key={action}>{action}</code>
                ))}
              </p>
              {path.legacyName !== null && (
                <p class="quiet">Cloudsplaining 0.9.1 called it {path.legacyName}.</p>
              )}
              {path.sameActionsAs.length > 0 && (
                <p class="quiet">The same actions also open: {path.sameActionsAs.join(', ')}.</p>
              )}
            </>
          );
        }}
      />
    </>
  );
}
