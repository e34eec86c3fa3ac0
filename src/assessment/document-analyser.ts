import type { DocumentReader } from '../access/document-reader.js';
import { analyseDocument, type AnalysisSettings, type DocumentAnalysis } from './document-analysis.js';
import type { PolicyEntry } from './policy-table.js';

/** Runs the risk kinds on each distinct document once for each account it stands in. */
export class DocumentAnalyser {
  private readonly reader: DocumentReader;
  private readonly settings: AnalysisSettings;
  /** By what the reader answers: the same object for the same document in the same account. */
  private readonly analyses = new Map<object, DocumentAnalysis>();

  constructor(reader: DocumentReader, settings: AnalysisSettings) {
    this.reader = reader;
    this.settings = settings;
  }

  /** Null if the policy has no document that can be read. */
  analyse(entry: PolicyEntry): DocumentAnalysis | null {
    if (entry.document === null || !entry.document.parsed.ok) return null;
    const { document } = entry.document.parsed;
    const access = this.reader.read(document, entry);
    let analysis = this.analyses.get(access);
    if (analysis === undefined) {
      analysis = analyseDocument(document, access, this.settings);
      this.analyses.set(access, analysis);
    }
    return analysis;
  }
}
