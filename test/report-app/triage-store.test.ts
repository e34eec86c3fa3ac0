import { describe, expect, it } from 'vitest';
import type { Assessment, TriageDecision } from '../../src/assessment/assessment.js';
import { triageFileText } from '../../src/output/triage-file-text.js';
import { worksheetRows } from '../../src/output/worksheet-rows.js';
import { TriageStore, type TextStorage } from '../../src/report-app/model/triage-store.js';
import { fixtureAssessment } from './fixture-assessment.js';

const assessment = fixtureAssessment();
const rows = worksheetRows(assessment);
const rowsOf = (...ids: readonly string[]) => rows.filter(({ key }) => ids.includes(key));
const TEN = new Date('2026-11-24T10:00:00Z');

function memory(): TextStorage & { text: string | null } {
  const kept: { text: string | null } = { text: null };
  return {
    get text() {
      return kept.text;
    },
    read: () => kept.text,
    write: (text) => {
      kept.text = text;
    },
  };
}

function decision(finding: string, decidedAt: string, note = ''): TriageDecision {
  return { finding, status: 'fix', owner: '', note, decidedAt, description: '' };
}

function carrying(...decisions: readonly TriageDecision[]): Assessment {
  return { ...assessment, triage: { decisions, unmatched: [] } };
}

describe('decisions in the browser', () => {
  it('are kept, with what they are on, and are there again', () => {
    const storage = memory();
    const store = new TriageStore(assessment, storage);
    store.decide(rowsOf('f02', 't03'), { status: 'accepted' }, TEN);
    store.decide(rowsOf('f02'), { owner: 'ann' }, TEN);
    const again = new TriageStore(assessment, storage);
    expect([...again.decisions.values()]).toEqual([
      {
        finding: 'f02',
        status: 'accepted',
        owner: 'ann',
        note: '',
        decidedAt: '2026-11-24T10:00:00.001Z',
        description: 'Resource exposure on AdministratorAccess (AWS-managed policy)',
      },
      {
        finding: 't03',
        status: 'accepted',
        owner: '',
        note: '',
        decidedAt: '2026-11-24T10:00:00.000Z',
        description: expect.stringContaining('(Trust policy)') as string,
      },
    ]);
    expect([...again.unsaved]).toEqual(['f02', 't03']);
    again.saved();
    expect(new TriageStore(assessment, storage).unsaved.size).toBe(0);
  });

  it('are not made where nothing changes', () => {
    const store = new TriageStore(assessment, memory());
    store.decide(rowsOf('f02'), { status: 'to-triage', note: '' }, TEN);
    expect([store.decisions.size, store.unsaved.size]).toEqual([0, 0]);
  });

  it('can be undone once, but for what was decided about again since', () => {
    const storage = memory();
    const store = new TriageStore(carrying(decision('f02', '2026-11-24T09:00:00Z', 'mine')), storage);
    const seen = (): readonly string[] =>
      [...store.decisions.values()].map(({ finding, status, owner, note, decidedAt }) =>
        [finding, status, owner, note, decidedAt].join(' '),
      );
    store.decide(rowsOf('f01', 'f02', 't03'), { status: 'accepted' }, TEN);
    store.decide(rowsOf('f01'), { note: 'a' }, TEN);
    expect(store.undoable).toBe(2);
    store.saved();
    store.undo(TEN);
    expect(seen()).toEqual([
      'f02 fix  mine 2026-11-24T10:00:00.001Z',
      'f01 accepted  a 2026-11-24T10:00:00.001Z',
      't03 to-triage   2026-11-24T10:00:00.001Z',
    ]);
    expect([store.undoable, ...store.unsaved]).toEqual([0, 'f02', 't03']);
    expect([...new TriageStore(assessment, storage).decisions.values()].map(({ status }) => status)).toEqual([
      'fix',
      'accepted',
      'to-triage',
    ]);
  });

  it('can be undone where an owner was set on several, and not letter by letter', () => {
    const store = new TriageStore(assessment, memory());
    store.decide(rowsOf('f02'), { owner: 'a' }, TEN);
    expect(store.undoable).toBe(0);
    store.decide(rowsOf('f01', 'f02'), { owner: '' }, TEN);
    expect(store.undoable).toBe(1);
    store.undo(TEN);
    expect(store.decisions.get('f02')?.owner).toBe('a');
  });

  it('give way to later ones of the report, and replace earlier ones even where a clock is ahead', () => {
    const storage = memory();
    new TriageStore(assessment, storage).decide(rowsOf('f01', 'f02'), { note: 'mine' }, TEN);
    const report = carrying(
      decision('f01', '2026-11-24T09:00:00Z', 'older'),
      decision('f02', '2099-01-01T00:00:00Z', 'newer'),
    );
    const store = new TriageStore(report, storage);
    expect([store.decisions.get('f01')?.note, store.decisions.get('f02')?.note]).toEqual(['mine', 'newer']);
    store.decide(rowsOf('f02'), { note: 'mine again' }, TEN);
    expect(store.decisions.get('f02')).toMatchObject({
      note: 'mine again',
      decidedAt: '2099-01-01T00:00:00.001Z',
    });
  });

  it('are made all the same where nothing can be kept, and it is said', () => {
    const refusing: TextStorage = {
      read: () => {
        throw new Error('no storage');
      },
      write: () => {
        throw new Error('full');
      },
    };
    const store = new TriageStore(assessment, refusing);
    expect(store.isKept).toBe(false);
    store.decide(rowsOf('f01'), { status: 'fix' }, TEN);
    expect([store.isKept, store.decisions.get('f01')?.status]).toEqual([false, 'fix']);
  });

  it('survive storage that holds something else', () => {
    const storage = memory();
    for (const text of ['', '{', '[]', '{"format":"cloudsplaining-triage"}']) {
      storage.write(text);
      expect(new TriageStore(assessment, storage).decisions.size).toBe(0);
    }
  });

  it('come over from another tab, and listeners hear of every change', () => {
    const storage = memory();
    const [one, two] = [new TriageStore(assessment, storage), new TriageStore(assessment, memory())];
    let heard = 0;
    const end = two.subscribe(() => {
      heard += 1;
    });
    one.decide(rowsOf('f01'), { status: 'fix' }, TEN);
    two.takeOver(storage.text);
    two.decide(rowsOf('f02'), { status: 'fix' }, TEN);
    end();
    two.saved();
    expect([heard, [...two.decisions.keys()]]).toEqual([2, ['f01', 'f02']]);
  });
});

describe('a triage file that is read', () => {
  it('is merged, the later decision holds, and it is said what came of it', () => {
    const store = new TriageStore(assessment, memory());
    store.decide(rowsOf('f01'), { note: 'mine' }, TEN);
    const text = triageFileText(
      assessment,
      [
        decision('f01', '2026-11-24T09:00:00Z', 'older'),
        decision('f02', '2026-11-24T09:00:00Z'),
        decision('gone', '2026-11-24T09:00:00Z'),
      ],
      '2026-11-24T11:00:00Z',
    );
    expect(store.readFile('triage.json', text)).toBe(
      '3 decisions read from triage.json: 2 match a finding, 1 does not. 2 are new or later than what was here.',
    );
    expect([...store.decisions.values()].map(({ finding, note }) => [finding, note])).toEqual([
      ['f01', 'mine'],
      ['f02', ''],
      ['gone', ''],
    ]);
    expect([...store.unsaved]).toEqual(['f01']);
  });

  it.each([
    ['{', 'a.json was not read: it is not JSON.'],
    [
      '{}',
      'a.json was not read: this is no triage file; its format should be "cloudsplaining-triage" (at $.format).',
    ],
    [
      triageFileText(
        { account: { ...assessment.account, id: '444455556666' }, name: 'b' },
        [],
        '2026-11-24T11:00:00Z',
      ),
      'a.json was not read: its decisions are on account 444455556666, and this report is on 111122223333.',
    ],
  ])('is refused in a sentence: %s', (text, sentence) => {
    expect(new TriageStore(assessment, memory()).readFile('a.json', text)).toBe(sentence);
  });
});
