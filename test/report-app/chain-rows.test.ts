import { describe, expect, it } from 'vitest';
import { outsiderName, targetsOf, visibleChains } from '../../src/report-app/model/chain-rows.js';
import { chokePointsOf } from '../../src/report-app/model/choke-points.js';
import { choiceOf, DEFAULT_PATHS_VIEW, type PathsView } from '../../src/report-app/model/paths-view.js';
import { reportModel } from '../../src/report-app/model/report-model.js';
import { escalatingAssessment } from './escalating-assessment.js';
import { withChains } from './many-chains.js';

const assessment = withChains([
  { names: ['zoe', 'step', 'admin'] },
  { names: ['*arn:aws:iam::111122223333:oidc-provider/token.example.com', 'admin'], verdict: 'conditional' },
  { names: ['amy', 'other'], verdict: 'possible' },
]);
const model = reportModel(assessment);
const shown = (view: Partial<PathsView>) =>
  visibleChains(model.chains, { ...DEFAULT_PATHS_VIEW, ...view }, assessment, model.principalKeys).map(
    ({ start }) => start,
  );

describe('rows of chains', () => {
  it('know their start, its kind, and where they end', () => {
    expect(
      model.chains.map(({ key, start, startKind, target }) => [
        key,
        start,
        startKind,
        assessment.principals[target]?.name,
      ]),
    ).toEqual([
      ['ID-zoe', 'zoe', 'role', 'admin'],
      ['arn:aws:iam::111122223333:oidc-provider/token.example.com', 'token.example.com', 'outsider', 'admin'],
      ['ID-amy', 'amy', 'role', 'other'],
    ]);
    expect(outsiderName('*')).toBe('Anyone');
    expect(outsiderName('999988887777')).toBe('999988887777');
  });

  it('are narrowed by kind of start, single start, target, verdict and search', () => {
    expect(shown({ starts: ['outsider'] })).toEqual(['token.example.com']);
    expect(shown({ starts: ['=ID-amy', 'outsider'] })).toEqual(['token.example.com', 'amy']);
    expect(shown({ targets: ['ID-admin'] })).toEqual(['zoe', 'token.example.com']);
    expect(shown({ verdicts: ['confirmed', 'possible'] })).toEqual(['zoe', 'amy']);
    expect(shown({ query: 'STEP role' })).toEqual(['zoe']);
    expect(shown({ query: 'nobody' })).toEqual([]);
  });

  it('are sorted by each column, both ways', () => {
    const by = (column: string, descending = false) => shown({ sort: { column, descending } });
    expect(by('start')).toEqual(['amy', 'token.example.com', 'zoe']);
    expect(by('start', true)).toEqual(['zoe', 'token.example.com', 'amy']);
    expect(by('steps', true)).toEqual(['zoe', 'token.example.com', 'amy']);
    expect(by('target')).toEqual(['zoe', 'token.example.com', 'amy']);
    expect(by('kind', true)).toEqual(['token.example.com', 'zoe', 'amy']);
    expect(by('verdict', true)).toEqual(['amy', 'token.example.com', 'zoe']);
  });

  it('are counted by target, the most first', () => {
    expect(targetsOf(model.chains).map(([target, count]) => [model.principalKeys[target], count])).toEqual([
      ['ID-admin', 2],
      ['ID-other', 1],
    ]);
  });
});

describe('a statement to change', () => {
  it('knows the steps that rest on it and the chains that take them', () => {
    const [point] = chokePointsOf(escalatingAssessment());
    expect(point).toEqual({ policy: null, holder: 5, statement: 0, hops: new Set([1, 2]), chains: 2 });
    const base = escalatingAssessment();
    const inPolicy = {
      ...base,
      escalation: {
        ...base.escalation,
        chokePoints: {
          statements: [{ policy: 2, holder: 1, statement: 0 }],
          atLeast: 1,
          isSmallest: true,
          isComplete: true,
        },
      },
    };
    expect(chokePointsOf(inPolicy)).toEqual([
      { policy: 2, holder: 1, statement: 0, hops: new Set([0]), chains: 1 },
    ]);
  });
});

describe('what is chosen', () => {
  it('is read from the address, and nothing from what is not a choice', () => {
    expect(choiceOf({ selected: 'chain a b' })).toEqual({ what: 'chain', key: 'a b' });
    expect(choiceOf({ selected: 'hop A>B>iam-001' })).toEqual({ what: 'hop', key: 'A>B>iam-001' });
    expect(choiceOf({ selected: 'policy x' })).toBeNull();
    expect(choiceOf({ selected: null })).toBeNull();
  });
});
