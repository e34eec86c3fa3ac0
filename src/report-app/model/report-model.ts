import type { Assessment, RiskKindDescription } from '../../assessment/assessment.js';
import { blockedParts, type BlockedOf } from './blocked-parts.js';
import { chainRows, type ChainRow } from './chain-rows.js';
import { documentStatements, type DocumentStatement } from './document-statements.js';
import { findingsOfPrincipals, type FindingsOf } from './held-findings.js';
import { hopKeys } from './path-graph.js';
import { prepareSearch, type RowSearch } from './search-rows.js';
import { policyRows, resourceRows, trustRows, type SubjectRow } from './subject-row.js';
import type { StatementsOf } from './taken-away.js';
import { uniqueKeys } from './unique-keys.js';

/** Rows of one list page and the search over them. */
export interface RowTable {
  readonly rows: readonly SubjectRow[];
  readonly byKey: ReadonlyMap<string, SubjectRow>;
  readonly byIndex: ReadonlyMap<number, SubjectRow>;
  readonly search: () => RowSearch;
}

/** The Assessment with the look-ups that pages need, made once. */
export interface ReportModel {
  readonly assessment: Assessment;
  readonly kinds: ReadonlyMap<string, RiskKindDescription>;
  readonly policies: RowTable;
  readonly trust: RowTable;
  readonly resources: RowTable;
  /** What names each principal in the address. */
  readonly principalKeys: readonly string[];
  /** Findings on all that a principal has. */
  readonly findingsOf: FindingsOf;
  /** What a boundary or a Deny takes of a policy's finding from a holder of the policy. */
  readonly blockedOf: BlockedOf;
  /** Statements of each policy's document. */
  readonly statementsOf: StatementsOf;
  readonly chains: readonly ChainRow[];
  /** What names each step of a chain in the address. */
  readonly hopKeys: readonly string[];
}

/** Makes the model that all pages share. */
export function reportModel(assessment: Assessment): ReportModel {
  const principals = principalKeys(assessment);
  const blockedOf = blockedParts(assessment);
  return {
    assessment,
    kinds: new Map(assessment.kinds.map((kind) => [kind.id, kind])),
    policies: rowTable(assessment, policyRows(assessment)),
    trust: rowTable(assessment, trustRows(assessment)),
    resources: rowTable(assessment, resourceRows(assessment)),
    principalKeys: principals,
    findingsOf: findingsOfPrincipals(assessment, blockedOf),
    blockedOf,
    statementsOf: statementsByPolicy(assessment),
    chains: chainRows(assessment, principals),
    hopKeys: hopKeys(assessment, principals, uniqueKeys()),
  };
}

/** Title of a risk kind; its id where the Assessment does not describe it. */
export function kindTitle(model: ReportModel, kind: string): string {
  return model.kinds.get(kind)?.title ?? kind;
}

/** What names each principal in the address: its id, of another account its ARN, with a number after it where several share one. */
export function principalKeys({ principals, escalation }: Assessment): readonly string[] {
  const keyOf = uniqueKeys();
  return [
    ...principals.map(({ id }) => keyOf(id)),
    ...(escalation.otherPrincipals ?? []).map(({ arn }) => keyOf(arn)),
  ];
}

/** Reads each document when it is first asked for. */
export function statementsByPolicy({ policies, documents }: Assessment): StatementsOf {
  const read = new Map<number, readonly DocumentStatement[]>();
  return (policy) => {
    const document = policies[policy]?.document ?? null;
    if (document === null) return null;
    const statements = read.get(document) ?? documentStatements(documents[document] ?? null);
    read.set(document, statements);
    return statements;
  };
}

function rowTable(assessment: Assessment, rows: readonly SubjectRow[]): RowTable {
  let search: RowSearch | null = null;
  return {
    rows,
    byKey: new Map(rows.map((row) => [row.key, row])),
    byIndex: new Map(rows.map((row) => [row.index, row])),
    // Prepared when first asked for: most visits never search.
    search: () => (search ??= prepareSearch(assessment, rows)),
  };
}
