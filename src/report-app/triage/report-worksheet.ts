import type { Assessment } from '../../assessment/assessment.js';
import { worksheet, type Worksheet } from '../model/worksheet-entry.js';
import { WorksheetFilter } from '../model/worksheet-filter.js';

interface Prepared {
  readonly sheet: Worksheet;
  readonly filter: WorksheetFilter;
}

const prepared = new WeakMap<Assessment, Prepared>();

/** The worksheet of a report, made when it is first looked at. */
export function reportWorksheet(assessment: Assessment): Prepared {
  let made = prepared.get(assessment);
  if (made === undefined) {
    const sheet = worksheet(assessment);
    made = { sheet, filter: new WorksheetFilter(sheet, assessment.assessedAt) };
    prepared.set(assessment, made);
  }
  return made;
}
