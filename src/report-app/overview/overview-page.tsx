import type { JSX } from 'preact';
import { scopeSentence } from '../../output/html-wording.js';
import type { ReportModel } from '../model/report-model.js';
import { NameText } from '../shell/name-text.js';
import { Administrators } from './administrators.js';
import { AssessmentFacts } from './assessment-facts.js';
import { FirstThings } from './first-things.js';
import { Remarks } from './remarks.js';
import { RiskChart } from './risk-chart.js';
import { SeverityTiles } from './severity-tiles.js';
import { Trend } from './trend.js';
import { ResourceKinds } from './resource-kinds.js';
import { TrustKinds } from './trust-kinds.js';
import { WorstSubjects } from './worst-subjects.js';

/** The first page: what was assessed, how grave it is, and where to start. */
export function OverviewPage({ model }: { readonly model: ReportModel }): JSX.Element {
  const { assessment } = model;
  return (
    <main class="page" id="main" tabIndex={-1}>
      <div>
        <h1>
          <NameText text={assessment.name} />
        </h1>
        <p class="lead">{scopeSentence(assessment)}</p>
      </div>
      <AssessmentFacts assessment={assessment} />
      <SeverityTiles model={model} />
      {assessment.trend !== undefined && <Trend model={model} trend={assessment.trend} />}
      <div class="columns">
        <div class="stack">
          <FirstThings model={model} />
          <RiskChart assessment={assessment} />
          <TrustKinds model={model} />
          <ResourceKinds model={model} />
          <Remarks assessment={assessment} />
        </div>
        <div class="stack">
          <Administrators model={model} />
          <WorstSubjects model={model} />
        </div>
      </div>
    </main>
  );
}
