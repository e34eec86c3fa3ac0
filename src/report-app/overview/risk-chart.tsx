import type { JSX } from 'preact';
import type { Assessment, PolicyType } from '../../assessment/assessment.js';
import {
  POLICY_TYPE_TITLES,
  POLICY_TYPES,
  riskMatrix,
  type RiskMatrixCell,
  type RiskMatrixRow,
} from '../../output/html-risk-matrix.js';
import { formatCount } from '../../output/html-wording.js';
import { policiesLink } from '../route/route.js';
import { SeverityMark } from '../shell/severity-mark.js';

const WIDTH = 100;

/**
 * Findings by risk kind and policy type. A table whose cells are bars with their numbers: length and number say
 * everything, colour nothing; all bars share one scale, so that cells compare both ways.
 */
export function RiskChart({ assessment }: { readonly assessment: Assessment }): JSX.Element {
  const rows = riskMatrix(assessment);
  const longest = Math.max(
    1,
    ...rows.flatMap(({ cells }) => POLICY_TYPES.map((type) => cells[type].counted + cells[type].notCounted)),
  );
  return (
    <section aria-labelledby="chart-title" class="card chart">
      <h2 id="chart-title">Findings by kind and policy type</h2>
      <div class="scroll-x">
        <table class="plain chart-table">
          <thead>
            <tr>
              <th scope="col">Risk kind</th>
              {POLICY_TYPES.map((type) => (
                <th key={type} scope="col">
                  {POLICY_TYPE_TITLES[type]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.kind.id}>
                <th scope="row">
                  <span class="chart-kind">{row.kind.title}</span>
                  <SeverityMark severity={row.kind.severity} />
                </th>
                {POLICY_TYPES.map((type) => (
                  <Cell key={type} row={row} type={type} longest={longest} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="legend quiet">
        <span class="legend-item">
          <svg viewBox="0 0 16 10" width="16" height="10" aria-hidden="true">
            <rect class="bar-counted" width="16" height="10" />
          </svg>
          counts in totals
        </span>
        <span class="legend-item">
          <svg viewBox="0 0 16 10" width="16" height="10" aria-hidden="true">
            <rect class="bar-rest" x="0.5" y="0.5" width="15" height="9" />
          </svg>
          does not: conditional, scoped, extended, unattached or suppressed
        </span>
      </p>
    </section>
  );
}

interface CellProps {
  readonly row: RiskMatrixRow;
  readonly type: PolicyType;
  readonly longest: number;
}

function Cell({ row, type, longest }: CellProps): JSX.Element {
  const cell = row.cells[type];
  if (cell.counted + cell.notCounted === 0) {
    return (
      <td class="chart-cell chart-none">
        <span>0</span>
      </td>
    );
  }
  const scope = cell.counted === 0 ? 'all' : 'counted';
  return (
    <td class="chart-cell" data-severity={row.kind.severity}>
      <a href={policiesLink({ kinds: [row.kind.id], types: [type], scope })}>
        <span class="chart-number">
          {formatCount(cell.counted)}
          <span class="visually-hidden">
            {` counted: ${row.kind.title}, ${POLICY_TYPE_TITLES[type]}`}
            {cell.notCounted > 0 && ', not counted:'}
          </span>
          {cell.notCounted > 0 && <span class="chart-more"> +{formatCount(cell.notCounted)}</span>}
        </span>
        <Bar cell={cell} longest={longest} />
      </a>
    </td>
  );
}

function Bar({ cell, longest }: { readonly cell: RiskMatrixCell; readonly longest: number }): JSX.Element {
  const counted = (cell.counted / longest) * WIDTH;
  const rest = (cell.notCounted / longest) * WIDTH;
  return (
    <svg class="chart-bar" viewBox={`0 0 ${WIDTH} 8`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-counted" x="0" y="0" width={counted} height="8" />
      {rest > 0 && (
        <rect
          class="bar-rest"
          x={counted}
          y="0.5"
          width={rest}
          height="7"
          vector-effect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
