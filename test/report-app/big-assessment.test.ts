import { describe, expect, it } from 'vitest';
import { visibleRows } from '../../src/report-app/model/filter-rows.js';
import { DEFAULT_POLICY_VIEW } from '../../src/report-app/model/list-view.js';
import { reportModel } from '../../src/report-app/model/report-model.js';
import { bigAssessment } from './big-assessment.js';

describe('a large account', () => {
  it('of 25,000 policies and 100,000 findings is listed whole', () => {
    const model = reportModel(bigAssessment(25_000, 100_000));
    const { rows, search } = model.policies;
    expect(rows).toHaveLength(25_000);
    expect(rows.reduce((sum, row) => sum + row.tallies.all.total, 0)).toBe(100_000);
    expect(
      visibleRows(rows, DEFAULT_POLICY_VIEW, search()('payments-')).every((row) =>
        row.name.includes('payments-'),
      ),
    ).toBe(true);
    expect(visibleRows(rows, { ...DEFAULT_POLICY_VIEW, types: ['inline'] }, () => true)).toHaveLength(8_334);
  });
});
