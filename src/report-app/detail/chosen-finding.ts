import type { Finding } from '../../assessment/assessment.js';
import type { ListView } from '../model/list-view.js';
import type { SubjectRow } from '../model/subject-row.js';

/** The finding that the address names, or the gravest one. */
export function chosenFinding(row: SubjectRow, view: ListView): Finding | null {
  return row.findings.find((finding) => finding.id === view.finding) ?? row.findings[0] ?? null;
}
