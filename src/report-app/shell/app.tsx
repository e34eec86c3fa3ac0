import type { JSX } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { visibleText } from '../../output/html-visible-text.js';
import { ActionsPage } from '../actions/actions-page.js';
import { ExcludedPage } from '../excluded/excluded-page.js';
import { AppendicesPage } from '../guidance/appendices-page.js';
import { GlossaryPage } from '../guidance/glossary-page.js';
import { GuidancePage } from '../guidance/guidance-page.js';
import { PoliciesPage } from '../list/policies-page.js';
import { choiceOf, type PathsView } from '../model/paths-view.js';
import type { ReportModel } from '../model/report-model.js';
import { OverviewPage } from '../overview/overview-page.js';
import { PathsPage } from '../paths/paths-page.js';
import { PrincipalsPage } from '../principals/principals-page.js';
import type { Page, Route } from '../route/route.js';
import { useRoute, type Navigate } from '../route/use-route.js';
import { ResourcesPage } from '../resources/resources-page.js';
import { reportWorksheet } from '../triage/report-worksheet.js';
import { TriagePage } from '../triage/triage-page.js';
import { TrustPage } from '../trust/trust-page.js';
import { Masthead } from './masthead.js';
import { focusMain, useReadingPlace } from './use-reading-place.js';

const PAGE_TITLES: Readonly<Record<Page, string>> = {
  overview: 'Overview',
  triage: 'Triage worksheet',
  policies: 'Policies',
  trust: 'Trust policies',
  resources: 'Resource policies',
  principals: 'Principals',
  paths: 'Paths',
  actions: 'Actions',
  guidance: 'Guidance',
  glossary: 'Glossary',
  appendices: 'Appendices',
  excluded: 'Excluded and not assessed',
};

/** The report: the page that the address names. */
export function App({ model }: { readonly model: ReportModel }): JSX.Element {
  const [route, navigate] = useRoute();
  const title = titleOf(model, route);
  // Before the page is painted: who hears or reads that it is there has its title too.
  useLayoutEffect(() => {
    document.title = title;
  }, [title]);
  useReadingPlace(route);
  return (
    <div class="app" data-page={route.page}>
      <a class="skip-link" href="#main" onClick={skipToMain}>
        Skip to the page
      </a>
      <Masthead model={model} page={route.page} />
      <PageOf model={model} route={route} navigate={navigate} />
    </div>
  );
}

interface PageProps {
  readonly model: ReportModel;
  readonly route: Route;
  readonly navigate: Navigate;
}

function PageOf({ model, route, navigate }: PageProps): JSX.Element {
  switch (route.page) {
    case 'overview':
      return <OverviewPage model={model} />;
    case 'triage':
      return <TriagePage model={model} view={route.view} navigate={navigate} />;
    case 'policies':
      return <PoliciesPage model={model} view={route.view} navigate={navigate} />;
    case 'trust':
      return <TrustPage model={model} view={route.view} navigate={navigate} />;
    case 'resources':
      return <ResourcesPage model={model} view={route.view} navigate={navigate} />;
    case 'principals':
      return <PrincipalsPage model={model} view={route.view} navigate={navigate} />;
    case 'paths':
      return <PathsPage model={model} view={route.view} navigate={navigate} />;
    case 'actions':
      return <ActionsPage model={model} view={route.view} navigate={navigate} />;
    case 'guidance':
      return <GuidancePage model={model} kind={route.kind} />;
    case 'glossary':
      return <GlossaryPage />;
    case 'appendices':
      return <AppendicesPage model={model} />;
    case 'excluded':
      return <ExcludedPage model={model} />;
  }
}

function titleOf(model: ReportModel, route: Route): string {
  const chosen = chosenName(model, route);
  const parts = [
    ...(chosen === null ? [] : [chosen]),
    PAGE_TITLES[route.page],
    model.assessment.name,
    'Cloudsplaining',
  ];
  return visibleText(parts.join(' - '));
}

/** Name of what a list page shows in detail; null where it shows nothing. */
function chosenName(model: ReportModel, route: Route): string | null {
  if (!('view' in route) || route.view.selected === null) return null;
  const { selected } = route.view;
  if (route.page === 'actions') return selected;
  if (route.page === 'principals') return nameOfKey(model, selected);
  if (route.page === 'paths') return chosenOfPaths(model, route.view);
  if (route.page === 'triage')
    return reportWorksheet(model.assessment).sheet.byKey.get(selected)?.subject.name ?? null;
  return model[route.page].byKey.get(selected)?.name ?? null;
}

function nameOfKey({ assessment, principalKeys }: ReportModel, key: string): string | null {
  return assessment.principals[principalKeys.indexOf(key)]?.name ?? null;
}

function chosenOfPaths(model: ReportModel, view: PathsView): string | null {
  const choice = choiceOf(view);
  switch (choice?.what) {
    case 'chain':
      return model.chains.find(({ key }) => key === choice.key)?.start ?? null;
    case 'hop':
      return model.assessment.escalation.hops[model.hopKeys.indexOf(choice.key)]?.name ?? null;
    case 'who':
      return nameOfKey(model, choice.key);
    default:
      return null;
  }
}

function skipToMain(event: Event): void {
  // The fragment holds the route, so the link may not change it.
  event.preventDefault();
  focusMain();
}
