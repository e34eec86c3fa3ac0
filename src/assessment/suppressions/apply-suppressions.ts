import type { Catalog } from '../../catalog/catalog.js';
import { IndexSet } from '../../catalog/index-set.js';
import type { ActionTable } from '../action-table.js';
import type { EscalationPathDescription, Finding } from '../assessment.js';
import { fingerprint } from '../fingerprint.js';
import { SuppressionRule, type Subjects } from './suppression-rule.js';
import { SUPPRESSION_PATTERNS, type AppliedSuppression, type Suppression } from './suppression.js';

/** What suppressions are applied to. */
export interface SuppressedInput extends Subjects {
  readonly findings: readonly Finding[];
  readonly escalationPaths: readonly EscalationPathDescription[];
  /** Takes the sets of findings that are parted. */
  readonly actionTable: ActionTable;
  readonly catalog: Catalog;
  /** A suppression that expired before this day, `YYYY-MM-DD`, no longer applies. */
  readonly today: string;
}

/** Findings with those that are suppressed marked, and what became of each suppression. */
export interface Suppressed {
  readonly findings: readonly Finding[];
  readonly suppressions: readonly AppliedSuppression[];
}

/**
 * Takes findings out of the count. One that a suppression means in part only becomes two: what is left keeps its
 * fingerprint, so that decisions on it and comparisons with it stay right.
 */
export function applySuppressions(
  suppressions: readonly Suppression[],
  {
    findings,
    escalationPaths,
    actionTable,
    catalog,
    today,
    policies,
    principals,
    resourcePolicies,
  }: SuppressedInput,
): Suppressed {
  if (suppressions.length === 0) return { findings, suppressions: [] };
  const subjects = { policies, principals, resourcePolicies };
  const parting = new Parting(escalationPaths, actionTable, catalog);
  const rules = suppressions.map((suppression) => new SuppressionRule(suppression, subjects, catalog));
  const used = rules.map(() => false);
  const counts = rules.map(() => 0);
  const result: Finding[] = [];
  for (const finding of findings) {
    let rest: Finding | null = finding;
    for (const [number, rule] of rules.entries()) {
      if (rest === null || !rule.isAbout(rest)) continue;
      const parts = parting.part(rest, rule);
      if (parts.meant === null) continue;
      used[number] = true;
      if (!finding.counted || isExpired(rule.suppression, today)) continue;
      counts[number] = (counts[number] ?? 0) + 1;
      result.push({ ...parts.meant, counted: false, notCounted: 'suppressed', suppressedBy: number });
      rest = parts.rest;
    }
    if (rest !== null) result.push(rest);
  }
  return {
    findings: result,
    suppressions: suppressions.map((suppression, number) => ({
      ...suppression,
      findings: counts[number] ?? 0,
      isUsed: used[number] ?? false,
      isExpired: isExpired(suppression, today),
    })),
  };
}

function isExpired({ expires }: Suppression, today: string): boolean {
  return expires !== undefined && expires < today;
}

interface Parts {
  /** What the rule means of a finding; null for nothing. */
  readonly meant: Finding | null;
  readonly rest: Finding | null;
}

/** Parts findings in what a rule means and what it does not. */
class Parting {
  private readonly paths: readonly EscalationPathDescription[];
  private readonly actionTable: ActionTable;
  private readonly catalog: Catalog;

  constructor(paths: readonly EscalationPathDescription[], actionTable: ActionTable, catalog: Catalog) {
    this.paths = paths;
    this.actionTable = actionTable;
    this.catalog = catalog;
  }

  part(finding: Finding, rule: SuppressionRule): Parts {
    const { action, path } = rule.suppression;
    if (action === undefined && path === undefined) return { meant: finding, rest: null };
    if (finding.paths !== undefined) return this.partPaths(finding, finding.paths, rule);
    if (path !== undefined) return { meant: null, rest: finding };
    if (finding.services !== undefined && finding.subject.type === 'policy')
      return parted(finding, finding.services, (service) => rule.isAboutService(service), 'services', rule);
    if (finding.actionSet === undefined) return { meant: null, rest: finding };
    return this.partActions(finding, this.actionTable.set(finding.actionSet), rule.actions, rule);
  }

  private partActions(
    finding: Finding,
    actions: IndexSet,
    meant: IndexSet | null,
    rule: SuppressionRule,
  ): Parts {
    const taken = actions.intersect(meant ?? IndexSet.empty);
    if (taken.isEmpty) return { meant: null, rest: finding };
    const left = actions.minus(taken);
    if (left.isEmpty) return { meant: finding, rest: null };
    return {
      meant: { ...finding, id: partId(finding, rule), actionSet: this.actionTable.add(taken) },
      rest: { ...finding, actionSet: this.actionTable.add(left) },
    };
  }

  /** A path is meant if its name is, or any action that it needs. */
  private partPaths(finding: Finding, paths: readonly number[], rule: SuppressionRule): Parts {
    const isMeant = (number: number) => {
      const path = this.paths[number];
      if (path === undefined || !rule.isAboutPath(path)) return false;
      const { actions } = rule;
      return actions === null || this.actionsOf([number]).intersects(actions);
    };
    const parts = parted(finding, paths, isMeant, 'paths', rule);
    return { meant: this.withItsActions(parts.meant), rest: this.withItsActions(parts.rest) };
  }

  private withItsActions(finding: Finding | null): Finding | null {
    return finding === null
      ? null
      : { ...finding, actionSet: this.actionTable.add(this.actionsOf(finding.paths ?? [])) };
  }

  private actionsOf(paths: readonly number[]): IndexSet {
    return this.catalog.setOf(paths.flatMap((number) => this.paths[number]?.requiredActions ?? []));
  }
}

/** Parts a finding by the entries of one of its lists. */
function parted<Entry>(
  finding: Finding,
  entries: readonly Entry[],
  isMeant: (entry: Entry) => boolean,
  key: 'paths' | 'services',
  rule: SuppressionRule,
): Parts {
  const meant = entries.filter(isMeant);
  if (meant.length === 0) return { meant: null, rest: finding };
  if (meant.length === entries.length) return { meant: finding, rest: null };
  return {
    meant: { ...finding, id: partId(finding, rule), [key]: meant },
    rest: { ...finding, [key]: entries.filter((entry) => !isMeant(entry)) },
  };
}

/** Names the part of a finding that a suppression means, the same in every assessment. */
function partId(finding: Finding, { suppression }: SuppressionRule): string {
  const patterns = SUPPRESSION_PATTERNS.map((name) => suppression[name] ?? null);
  return fingerprint(finding.id, 'suppressed', JSON.stringify(patterns));
}
