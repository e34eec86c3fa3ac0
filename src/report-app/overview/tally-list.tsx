import type { JSX } from 'preact';
import { formatCount } from '../../output/html-wording.js';
import type { ScopeTally } from '../model/scope-tallies.js';
import { SeverityMark } from '../shell/severity-mark.js';

interface TallyListProps {
  readonly tallies: readonly ScopeTally[];
  readonly linkOf: (kind: string) => string;
}

/** Kinds with the number of their findings that count and, after a plus, of those that do not; then what was not found. */
export function TallyList({ tallies, linkOf }: TallyListProps): JSX.Element {
  const found = tallies.filter(({ counted, notCounted }) => counted + notCounted > 0);
  const notFound = tallies.filter((tally) => !found.includes(tally)).map(({ kind }) => kind.title);
  return (
    <>
      <ul class="trust-kinds">
        {found.map(({ kind, counted, notCounted }) => (
          <li key={kind.id}>
            <SeverityMark severity={kind.severity} />
            <a href={linkOf(kind.id)}>{kind.title}</a>
            <span class="number">
              {formatCount(counted)}
              {notCounted > 0 && (
                <>
                  <span class="visually-hidden"> counted, not counted:</span>
                  <span class="chart-more"> +{formatCount(notCounted)}</span>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {found.some(({ notCounted }) => notCounted > 0) && (
        <p class="quiet">After a plus stand those that do not count in totals.</p>
      )}
      {notFound.length > 0 && <p class="quiet">Not found: {notFound.join(', ')}.</p>}
    </>
  );
}
