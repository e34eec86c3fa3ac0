import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';
import { withChains } from '../report-app/many-chains.js';
import { launchChromium } from './chromium.js';
import { hashOf, keepScreenshot, openReport, writeReport } from './open-report.js';

const PARTNER = '444455556666';

let browser: Browser;
let few: string;
let many: string;
let none: string;

beforeAll(async () => {
  const alike = Array.from({ length: 2000 }, (_, index) => ({ names: [`start-${index}`, 'admin'] }));
  const apart = Array.from({ length: 600 }, (_, index) => ({
    names: [`lone-${index}`, `middle-${index}`, 'admin'],
    verdict: 'possible' as const,
  }));
  [browser, few, many, none] = await Promise.all([
    launchChromium(),
    writeReport('paths', withOutsider()),
    writeReport('paths-many', withChains([...alike, ...apart])),
    writeReport('paths-none', fixtureAssessment()),
  ]);
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

afterAll(async () => {
  await browser.close();
});

function hopOf({ escalation }: ReturnType<typeof escalatingAssessment>, number: number) {
  const hop = escalation.hops[number];
  if (hop === undefined) throw new Error(`the fixture has no hop ${number}`);
  return hop;
}

/** The escalating fixture, where an account that a trust policy names gets in too. */
function withOutsider() {
  const base = escalatingAssessment();
  const { escalation } = base;
  const entry = { ...escalation.hops[1], from: null, to: 7, trust: [], verdict: 'conditional' as const };
  const on = { ...escalation.hops[1], from: 7, to: 5 };
  return {
    ...base,
    documents: base.documents.map((document, index) =>
      index === 10
        ? {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
              { Sid: 'Partner', Effect: 'Allow', Principal: { AWS: PARTNER }, Action: 'sts:AssumeRole' },
            ],
          }
        : document,
    ),
    escalation: {
      ...escalation,
      // Every field is there: both are copies of a hop with some fields changed.
      hops: [...escalation.hops, entry, on] as typeof escalation.hops,
      chains: [
        ...escalation.chains,
        { from: null, outsider: PARTNER, verdict: 'conditional' as const, hops: [3, 4] },
      ],
    },
  };
}

async function open(file: string, hash: string, width = 1440): Promise<Page> {
  const { page, problems } = await openReport(browser, file, hash, { viewport: { width, height: 900 } });
  expect(problems).toEqual([]);
  return page;
}

const boxes = (page: Page): Promise<string[]> => page.locator('.node .node-name').allTextContents();
describe('the graph of paths', () => {
  it('draws everyone on the way in columns, with solid, dashed and dotted lines', async () => {
    const page = await open(few, '#/paths');
    expect(await page.locator('.graph-head').allTextContents()).toEqual([
      '2 steps away',
      '1 step away',
      'Administrator in the end',
    ]);
    expect(await boxes(page)).toEqual([PARTNER, 'bob', 'partner-access', 'pipeline', 'carol', 'break-glass']);
    expect(await page.locator('.node .node-kind').allTextContents()).toEqual([
      'outside the account',
      'user',
      'role',
      'role',
      'user',
      'role, holds everything',
    ]);
    const dashes = page.locator('.graph .edge .edge-line');
    expect(
      await dashes.evaluateAll((lines) => lines.map((line) => getComputedStyle(line).strokeDasharray)),
    ).toEqual(['7px, 4px', 'none', 'none', 'none', '1.5px, 4px']);
    // Both statements of break-glass that would have to change, and the line that rests on one from partner-access.
    expect(await page.locator('.graph .edge-cut').count()).toBe(3);
    await keepScreenshot(page, 'paths-graph');
  });

  it('opens a hop with its reason, statements and conditions, and goes back', async () => {
    const page = await open(few, '#/paths');
    await page.locator('.step', { hasText: 'to pipeline' }).click();
    await page.locator('#detail-title', { hasText: 'Assume the role' }).waitFor();
    expect(await hashOf(page)).toBe('#/paths?id=hop+AIDA02%3EAROA02%3Eassume+role');
    expect(await page.title()).toBe('Assume the role - Paths - example-production - Cloudsplaining');
    expect(await page.locator('.detail-pane .evidence > li').allTextContents()).toEqual([
      expect.stringMatching(/^read-customer-exports, statement 1.*"Effect": "Allow"/),
      expect.stringMatching(/^trust policy of pipeline, statement 1/),
      'if aws:SourceIp is 10.0.0.0/8',
    ]);
    expect(await page.locator('.detail-pane .chain-links > li').allTextContents()).toEqual([
      'bob Assume the role, then Assume the role',
    ]);
    expect(await page.locator('.edge-marked').count()).toBe(1);
    await page.goBack();
    await page.locator('#detail-title').waitFor({ state: 'detached' });
    expect(await hashOf(page)).toBe('#/paths');
  });

  it('opens a hop by a click on its line', async () => {
    const page = await open(few, '#/paths');
    await page.locator('.edge .edge-reach').nth(1).dispatchEvent('click');
    await page.locator('#detail-title', { hasText: 'Assume the role' }).waitFor();
    expect(await hashOf(page)).toBe('#/paths?id=hop+AROA03%3EAROA01%3Eassume+role');
  });

  it('shows by which statement someone outside gets in', async () => {
    const page = await open(few, '#/paths');
    await page.getByRole('link', { name: `${PARTNER} outside the account` }).click();
    await page.locator('#detail-title', { hasText: PARTNER }).waitFor();
    expect(await hashOf(page)).toBe(`#/paths?id=chain+${PARTNER}`);
    expect(
      await page.locator('.steps > li .evidence').first().locator('> li summary').allTextContents(),
    ).toEqual(['statement 2 (Partner)']);
    expect(await page.locator('.node[aria-current]').count()).toBe(3);
    expect(await page.locator('.edge-marked').count()).toBe(2);
  });

  it('opens a principal and leads to its page', async () => {
    const page = await open(few, '#/paths?id=who+AROA02');
    expect(await page.locator('.detail-pane h3').allTextContents()).toEqual(['1 chain passes here']);
    await page.getByRole('link', { name: 'Its policies, findings and trust' }).click();
    await page.locator('#list-title', { hasText: 'Principals' }).waitFor();
    expect(await hashOf(page)).toBe('#/principals?id=AROA02');
  });

  it('is reached by keyboard, and Enter chooses', async () => {
    const page = await open(few, '#/paths');
    await page.locator('.node', { hasText: 'bob' }).focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('step');
    await page.keyboard.press('Enter');
    await page.locator('#detail-title').waitFor();
    expect(await hashOf(page)).toBe('#/paths?id=hop+AIDA02%3EAROA02%3Eassume+role');
  });

  it.each([1440, 390])(
    'has the focus again where it was, once the detail closes, at %i px',
    async (width) => {
      const page = await open(few, '#/paths', width);
      await page.locator('.node', { hasText: 'bob' }).focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.locator('#detail-title:focus').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.detail-pane').waitFor({ state: 'detached' });
      await page.locator('.node', { hasText: 'bob' }).locator('~ a.step:focus').waitFor();
      expect(await hashOf(page)).toBe('#/paths');
    },
  );

  it('scrolls within itself at 390 px, and the detail takes its place', async () => {
    const page = await open(few, '#/paths', 390);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.locator('.node', { hasText: 'bob' }).click();
    await page.locator('#detail-title', { hasText: 'bob' }).waitFor();
    expect(await page.locator('.graph').isVisible()).toBe(false);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});

describe('filters of paths', () => {
  it('narrow by start, target, verdict and search, and can be cleared', async () => {
    const page = await open(few, '#/paths');
    await page.getByText('Start: all').click();
    await page.getByRole('checkbox', { name: 'Outside the account' }).check();
    await page.locator('.toolbar-count', { hasText: '1 of 3 chains' }).waitFor();
    expect(await boxes(page)).toEqual([PARTNER, 'partner-access', 'break-glass']);
    expect(await hashOf(page)).toBe('#/paths?start=outsider');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('Verdict: all').click();
    await page.getByLabel('possible').check();
    await page.locator('.toolbar-count', { hasText: '1 of 3 chains' }).waitFor();
    expect(await boxes(page)).toEqual(['carol', 'break-glass']);
    await page.goBack();
    await page.locator('.toolbar-count', { hasText: /^3 chains/ }).waitFor();
    await page.getByText('Target: all').click();
    await page.getByRole('checkbox', { name: 'break-glass' }).check();
    expect(await hashOf(page)).toBe('#/paths?target=AROA01');
    await page.getByRole('searchbox').fill('pipeline');
    await page.locator('.toolbar-count', { hasText: '1 of 3 chains' }).waitFor();
    expect(await hashOf(page)).toBe('#/paths?q=pipeline&target=AROA01');
    await page.getByRole('searchbox').fill('nothing like it');
    expect(await page.locator('.list-pane .empty').textContent()).toBe(
      'None of the 3 chains fits the search and the filters.',
    );
  });

  it('show one way alone', async () => {
    const page = await open(few, '#/paths?id=chain+AIDA02');
    await page.getByRole('link', { name: 'Show this way alone' }).click();
    await page.locator('.toolbar-count', { hasText: '1 of 3 chains' }).waitFor();
    expect(await page.getByText('Start: bob').count()).toBe(1);
    expect(await boxes(page)).toEqual(['bob', 'pipeline', 'break-glass']);
  });
});

describe('the list of paths', () => {
  it('sorts, opens a chain with all its steps, and keeps all that in the address', async () => {
    const page = await open(few, '#/paths');
    await page.getByRole('button', { name: 'List' }).click();
    await page.getByRole('button', { name: 'Steps' }).click();
    await page.locator('th[aria-sort="ascending"]', { hasText: 'Steps' }).waitFor();
    expect(await page.locator('tr.row .column-name a').allTextContents()).toEqual(['carol', 'bob', PARTNER]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.locator('tr.row .narrow-kinds').allInnerTexts()).toEqual([
      '1 step to break-glass',
      '2 steps to break-glass',
      '2 steps to break-glass',
    ]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.locator('tr.row a', { hasText: 'bob' }).click();
    await page.locator('#detail-title', { hasText: 'bob' }).waitFor();
    expect(await hashOf(page)).toBe('#/paths?as=list&sort=steps&id=chain+AIDA02');
    expect(await page.locator('.detail-pane .steps > li').count()).toBe(2);
  });
});

describe('a step that rewrites permissions', () => {
  it('says whose permissions then give everything, on the overview as in the list of paths', async () => {
    const base = escalatingAssessment();
    const rewriting = [
      { from: 1, to: 1 },
      { from: 2, to: 6 },
    ].map((ends) => ({ ...hopOf(base, 0), ...ends, name: 'Rewrite permissions', makesAdministrator: true }));
    const report = await writeReport('paths-rewriting', {
      ...base,
      escalation: {
        ...base.escalation,
        hops: rewriting,
        chains: [
          { from: 1, verdict: 'confirmed', hops: [0] },
          { from: 2, verdict: 'confirmed', hops: [1] },
        ],
      },
    });
    const own = 'Rewrite permissions: its own permissions then give everything';
    const others = 'Rewrite permissions: pipeline, whose permissions then give everything';
    const page = await open(report, '#/overview');
    expect(await page.locator('.chain-steps li').allTextContents()).toEqual([own, others]);
    await page
      .locator('a', { hasText: /^carol$/ })
      .first()
      .click();
    await page.locator('.detail-pane .steps').waitFor();
    expect(await page.locator('.detail-pane .steps > li').allTextContents()).toEqual([
      expect.stringContaining(others),
    ]);
  });
});

describe('statements to change', () => {
  it('are listed with the chains that go by them', async () => {
    const page = await open(few, '#/paths');
    await page.getByText('1 statement to change').click();
    expect(await page.locator('.choke > p').textContent()).toBe(
      '1 statement would have to change so that nobody else can:',
    );
    expect(await page.locator('.choke-points > li').allTextContents()).toEqual([
      expect.stringMatching(/^the trust policy of break-glass, statement 1.* on 3 chains$/),
    ]);
  });
});

describe('very many paths', () => {
  it('are folded, drawn in part with a word on it, and listed whole', async () => {
    const page = await open(many, '#/paths');
    expect(await page.locator('.notice').textContent()).toBe(
      'The graph draws 2,039 of 2,600 chains; the list has them all. Filters narrow both.',
    );
    expect(await page.locator('.node-fold .node-kind').textContent()).toBe('and 1,999 others alike');
    await page.locator('.node-fold').click();
    await page.locator('#detail-title', { hasText: '2,000 starts that go on alike' }).waitFor();
    await page.getByRole('link', { name: 'Draw them one by one' }).click();
    await page.locator('.node-kind', { hasText: 'and 1,959 others alike' }).waitFor();
    await page.locator('.notice').getByRole('link', { name: 'list' }).click();
    await page.locator('table.virtual-table[aria-rowcount="2601"]').waitFor();
    await page.goBack();
    await page.locator('.graph').waitFor();
  });
});

describe('an account without paths', () => {
  it('says what was followed', async () => {
    const page = await open(none, '#/paths');
    expect(await page.locator('.empty').textContent()).toBe(
      'Nobody can become administrator. Assumed roles, passed roles, written policies and credentials were followed for 10 principals.',
    );
  });

  it('says so where the address names something else', async () => {
    const page = await open(few, '#/paths?id=chain+nobody');
    expect(await page.locator('.notice').textContent()).toBe(
      'The address names something that is not in this report.',
    );
  });

  it('names outsiders in their boxes without what all ARNs begin with, and whole where one points at them', async () => {
    const arn = 'arn:aws:iam::999900001111:role/deployment/ci';
    const named = await writeReport('paths-outsider', withChains([{ names: [`*${arn}`, 'admin'] }]));
    const { page } = await openReport(browser, named, '#/paths');
    const box = page.locator('.node-outsider');
    expect(await box.locator('.node-name').textContent()).toBe('999900001111:role/deployment/ci');
    expect(await box.getAttribute('title')).toBe(arn);
    await page.context().close();
  });
});
