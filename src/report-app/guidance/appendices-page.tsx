import type { JSX } from 'preact';
import type { ReportModel } from '../model/report-model.js';
import { CustomText, LeftOutPage } from './custom-text.js';

/** What whoever made the report wrote for its end. */
export function AppendicesPage({ model }: { readonly model: ReportModel }): JSX.Element {
  const html = model.assessment.customPages?.appendices ?? '';
  if (html === '') return <LeftOutPage title="Appendices" />;
  return (
    <main class="page page-text" id="main" tabIndex={-1}>
      <h1>Appendices</h1>
      <CustomText html={html} />
    </main>
  );
}
