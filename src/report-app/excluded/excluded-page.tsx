import type { JSX } from 'preact';
import { countOf } from '../../output/html-wording.js';
import type { ReportModel } from '../model/report-model.js';
import { LongList } from '../shell/long-list.js';
import { NameText } from '../shell/name-text.js';
import { ExcludedTable } from './excluded-table.js';
import { NotAssessedTable } from './not-assessed-table.js';
import { SuppressionsTable } from './suppressions-table.js';

/** Everything that was left out, each with the rule or the reason. */
export function ExcludedPage({ model }: { readonly model: ReportModel }): JSX.Element {
  const { exclusions, notAssessed, suppressions = [] } = model.assessment;
  const rules = Object.entries(exclusions.rules).filter(([, patterns]) =>
    patterns.some((pattern) => pattern !== ''),
  );
  return (
    <main class="page" id="main" tabIndex={-1}>
      <h1>Excluded and not assessed</h1>
      <section aria-labelledby="not-assessed-title">
        <h2 id="not-assessed-title">Not assessed</h2>
        {notAssessed.length === 0 ? (
          <p class="empty">
            Every policy, user, group and role of the input could be read
            {exclusions.excluded.length === 0 ? ' and was assessed' : '; what no rule excludes was assessed'}.
          </p>
        ) : (
          <NotAssessedTable entries={notAssessed} />
        )}
      </section>
      <section aria-labelledby="excluded-title">
        <h2 id="excluded-title">Excluded</h2>
        {exclusions.excluded.length === 0 ? (
          <p class="empty">No rule excluded a policy, principal or action of this account.</p>
        ) : (
          <>
            <p class="lead">
              {countOf(exclusions.excluded.length, 'thing was', 'things were')} excluded by a rule.
            </p>
            <ExcludedTable entries={exclusions.excluded} />
          </>
        )}
      </section>
      {suppressions.length > 0 && (
        <section aria-labelledby="suppressed-title">
          <h2 id="suppressed-title">Suppressed</h2>
          <p class="lead">
            The configuration takes findings out of the count. They stay in the lists, marked as not counted.
          </p>
          <SuppressionsTable entries={suppressions} />
        </section>
      )}
      <section aria-labelledby="rules-title">
        <h2 id="rules-title">Rules in force</h2>
        {rules.length === 0 ? (
          <p class="empty">No exclusion rule was in force.</p>
        ) : (
          <dl class="facts">
            {rules.map(([key, patterns]) => (
              <div key={key} class="facts-wide">
                <dt>{key}</dt>
                <dd class="mono">
                  <LongList
                    items={patterns.filter((pattern) => pattern !== '')}
                    shownAtFirst={30}
                    className="inline-list"
                    render={(pattern) => <NameText text={pattern} />}
                  />
                </dd>
              </div>
            ))}
          </dl>
        )}
        {exclusions.unmatchedRules.length > 0 && (
          <>
            <h3>Rules that matched nothing</h3>
            <LongList
              items={exclusions.unmatchedRules}
              shownAtFirst={30}
              className="mono-list"
              render={(rule) => <NameText text={rule} />}
            />
          </>
        )}
      </section>
    </main>
  );
}
