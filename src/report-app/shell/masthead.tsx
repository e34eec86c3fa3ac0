import type { JSX, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { formatCount, formatTime } from '../../output/html-wording.js';
import type { ReportModel } from '../model/report-model.js';
import type { Page } from '../route/route.js';
import { NameText } from './name-text.js';
import { ThemeSwitch } from './theme-switch.js';

/** The head of every page: whose report it is, the pages, the theme. */
export function Masthead({ model, page }: { readonly model: ReportModel; readonly page: Page }): JSX.Element {
  const { assessment } = model;
  const nav = useCurrentInSight(page);
  const { guidance, appendices = '' } = assessment.customPages ?? {};
  const pages: readonly { readonly page: Page; readonly title: string; readonly count: number | null }[] = [
    { page: 'overview', title: 'Overview', count: null },
    { page: 'triage', title: 'Triage', count: assessment.findings.length },
    { page: 'policies', title: 'Policies', count: model.policies.rows.length },
    { page: 'trust', title: 'Trust policies', count: model.trust.rows.length },
    ...(model.resources.rows.length === 0
      ? []
      : [{ page: 'resources', title: 'Resources', count: model.resources.rows.length } as const]),
    { page: 'principals', title: 'Principals', count: assessment.principals.length },
    { page: 'paths', title: 'Paths', count: model.chains.length },
    { page: 'actions', title: 'Actions', count: null },
    ...(guidance === '' ? [] : [{ page: 'guidance', title: 'Guidance', count: null } as const]),
    { page: 'glossary', title: 'Glossary', count: null },
    ...(appendices === '' ? [] : [{ page: 'appendices', title: 'Appendices', count: null } as const]),
    {
      page: 'excluded',
      title: 'Left out',
      count: assessment.exclusions.excluded.length + assessment.notAssessed.length,
    },
  ];
  return (
    <header class="masthead">
      <p class="wordmark">Cloudsplaining</p>
      <p class="print-only printed-account">
        <NameText text={assessment.name} />
        {assessment.account.id !== null &&
          assessment.account.id !== assessment.name &&
          `, account ${assessment.account.id}`}
        , assessed {formatTime(assessment.assessedAt)}
      </p>
      <nav aria-label="Pages" ref={nav}>
        <ul>
          {pages.map((each) => (
            <li key={each.page}>
              <a href={`#/${each.page}`} aria-current={each.page === page ? 'page' : undefined}>
                {each.title}
                {each.count !== null && <span class="nav-count">{formatCount(each.count)}</span>}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <ThemeSwitch />
    </header>
  );
}

/** On a narrow screen the pages stand in one line that scrolls: the one that is open is brought into sight. */
function useCurrentInSight(page: Page): RefObject<HTMLElement | null> {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (nav.current === null || current == null) return;
    nav.current.scrollLeft = current.offsetLeft - (nav.current.clientWidth - current.offsetWidth) / 2;
  }, [page]);
  return nav;
}
