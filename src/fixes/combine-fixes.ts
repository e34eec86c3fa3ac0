import type { Assessment, Finding, JsonValue } from '../assessment/assessment.js';
import type { FixPlaceholder } from '../assessment/proposed-fix.js';
import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import type { Change } from './change.js';
import { checkChange } from './check-change.js';
import { isLessened } from './compare-risks.js';
import { companionOf } from './companion-risk.js';
import { escalationLimits } from './escalation-limits.js';
import { limitsOf, WRITINGS } from './identity-strategies.js';
import { judgeDocument, type Circumstances, type JudgedDocument, type Risk } from './judged-document.js';
import { limitActions, type Limits } from './limit-actions.js';
import { distinctPlaceholders } from './named-resource.js';
import { proposeFix, RESIDUAL } from './propose-fix.js';
import { joinedMembers, membersOf, partOf, type WantedMembers } from './risk-part.js';
import { excess, isUseless, type Room } from './size-limit.js';
import { FixSubjects, type FixSettings, type FixSubject } from './subjects.js';

/** One document with the changes that remove its findings, all of them in one. */
export interface CombinedFix {
  readonly subject:
    | { readonly type: 'policy'; readonly policy: number }
    | { readonly type: 'trust-policy'; readonly principal: number };
  /** Index into `documents` of the assessment. */
  readonly document: number;
  /** What the document is to be; null where nothing can be changed. */
  readonly proposed: JsonValue | null;
  readonly steps: readonly string[];
  readonly placeholders: readonly FixPlaceholder[];
  readonly tooLong?: { readonly characters: number; readonly limit: number };
  /** Kinds of counted findings that stay, each with the reason. */
  readonly open: readonly { readonly kind: string; readonly reason: string }[];
}

/** More rounds than there are kinds: every round removes a finding or gives one up. */
const MOST_ROUNDS = 100;

/**
 * For each customer-managed, inline and trust policy with counted findings, a document without them: each change is
 * made to what the one before gave, and all together are checked against the document as it was.
 *
 * @param kinds - ids of the kinds of findings to remove; without them, all
 */
export function combineFixes(
  assessment: Assessment,
  settings: FixSettings,
  kinds?: ReadonlySet<string>,
): readonly CombinedFix[] {
  const subjects = new FixSubjects(assessment, settings);
  const found = [
    ...assessment.policies.map((policy, index) => ({
      subject: { type: 'policy' as const, policy: index },
      of: policy.excludedBy === null ? subjects.ofPolicy(index) : null,
    })),
    ...assessment.principals.map((principal, index) => ({
      subject: { type: 'trust-policy' as const, principal: index },
      of: principal.excludedBy === null ? subjects.ofTrust(index) : null,
    })),
  ];
  return found.flatMap(({ subject, of }) => {
    if (of === null) return [];
    const counted = countedMembers(assessment, subject, settings.catalog);
    const combined = combine(of, (risk) => {
      const members = kinds?.has(risk.kind) === false ? undefined : counted.get(risk.kind);
      return members === undefined || !risk.counts ? null : partOf(risk, members, settings.catalog);
    });
    return combined === null ? [] : [{ subject, document: of.document, ...combined }];
  });
}

/** What counts, by kind: what may stay, as a suppression has it, is left alone. */
function countedMembers(
  assessment: Assessment,
  subject: CombinedFix['subject'],
  catalog: Catalog,
): ReadonlyMap<string, WantedMembers> {
  const counted = new Map<string, WantedMembers>();
  for (const finding of assessment.findings) {
    if (!finding.counted || !isSame(finding.subject, subject)) continue;
    const known = counted.get(finding.kind);
    const members = membersOf(finding, assessment, catalog);
    counted.set(finding.kind, known === undefined ? members : joinedMembers(known, members));
  }
  return counted;
}

function isSame(one: Finding['subject'], other: CombinedFix['subject']): boolean {
  return other.type === 'policy'
    ? one.type === 'policy' && one.policy === other.policy
    : one.type === 'trust-policy' && one.principal === other.principal;
}

/** Null where nothing is found. */
function combine(
  { json, circumstances, room }: FixSubject,
  wantedOf: (risk: Risk) => Risk | null,
): Omit<CombinedFix, 'subject' | 'document'> | null {
  const before = judgeDocument(json, circumstances);
  const wanted = before?.risks.flatMap((risk) => wantedOf(risk) ?? []) ?? [];
  if (before === null || wanted.length === 0) return null;
  const atOnce = isUseless(excess(json, room)) ? null : limitAtOnce(before, wanted, circumstances, room);
  const rounds = inRounds(atOnce ?? unchanged(before), wantedOf, circumstances, room);
  const { state, open } = rounds;
  const removed = [...wanted.filter(({ kind }) => !open.has(kind)), ...state.companions];
  const isSound =
    state.steps.length > 0 && checkChange(before, removed, changeOf(state), circumstances) !== null;
  if (!isSound) {
    const reasons = wanted.map(({ kind }) => ({ kind, reason: open.get(kind) ?? NOT_TOGETHER }));
    return { proposed: null, steps: [], placeholders: [], open: distinct(reasons) };
  }
  const tooLong = excess(state.judged.json, room);
  return {
    proposed: state.judged.json,
    steps: [
      ...new Set(state.steps.filter((step) => step !== RESIDUAL)),
      ...(removed.some((risk) => isLessened(risk, state.judged.risks)) ? [RESIDUAL] : []),
    ],
    placeholders: distinctPlaceholders(state.placeholders),
    ...(tooLong === undefined ? {} : { tooLong }),
    open: [...open].map(([kind, reason]) => ({ kind, reason })),
  };
}

const NOT_TOGETHER = 'The changes do not pass every check together: make them one by one, with --kind.';

/** A document on its way, with what was done to it. */
interface State extends Omit<Change, 'json'> {
  readonly judged: JudgedDocument;
  /** What was removed besides what was wanted. */
  readonly companions: readonly Risk[];
}

function unchanged(judged: JudgedDocument): State {
  return {
    judged,
    companions: [],
    steps: [],
    placeholders: [],
    touched: { actions: IndexSet.empty, principals: new Set() },
  };
}

function changeOf({ judged, steps, placeholders, touched }: State): Change {
  return { json: judged.json, steps, placeholders, touched };
}

/** All actions of all findings limited in one go, which splits each statement once; null where that does not do. */
function limitAtOnce(
  before: JudgedDocument,
  risks: readonly Risk[],
  circumstances: Circumstances,
  room: Room,
): State | null {
  const limitable = risks.filter(({ kind, actions }) => kind !== 'ServiceWildcard' && actions !== null);
  if (limitable.length < 2) return null;
  const companions = limitable.flatMap((risk) => companionOf(before, risk, circumstances.catalog) ?? []);
  const withCompanions =
    companions.length === 0 ? null : limitTogether(before, limitable, companions, circumstances, room);
  return withCompanions ?? limitTogether(before, limitable, [], circumstances, room);
}

function limitTogether(
  before: JudgedDocument,
  risks: readonly Risk[],
  companions: readonly Risk[],
  circumstances: Circumstances,
  room: Room,
): State | null {
  const removed = [...risks, ...companions];
  const limits = together(removed, circumstances);
  let shortest: State | null = null;
  for (const writing of WRITINGS) {
    const change = limitActions(before, limits, writing, circumstances);
    if (change === null) continue;
    const tooLong = excess(change.json, room);
    if (isUseless(tooLong)) continue;
    const judged = checkChange(before, removed, change, circumstances);
    if (judged === null) continue;
    const { steps, placeholders, touched } = change;
    shortest = { judged, companions, steps, placeholders, touched };
    if (tooLong === undefined) break;
  }
  return shortest;
}

function together(risks: readonly Risk[], { catalog }: Circumstances): Limits {
  const all = risks.map((risk): Limits => {
    if (risk.kind === 'PrivilegeEscalation') return escalationLimits(risk, catalog);
    return limitsOf(risk.actions ?? IndexSet.empty, catalog);
  });
  return {
    narrowed: IndexSet.unionOf(all.map(({ narrowed }) => narrowed)),
    removed: IndexSet.unionOf(all.map(({ removed }) => removed)),
    passedTo: all.find(({ passedTo }) => passedTo !== null)?.passedTo ?? null,
  };
}

/** Removes finding after finding. */
function inRounds(
  start: State,
  wantedOf: (risk: Risk) => Risk | null,
  circumstances: Circumstances,
  room: Room,
): { readonly state: State; readonly open: ReadonlyMap<string, string> } {
  let state = start;
  const open = new Map<string, string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const [risk] = state.judged.risks.flatMap((each) => (open.has(each.kind) ? [] : (wantedOf(each) ?? [])));
    if (risk === undefined) break;
    const { fix, reason } = proposeFix(state.judged, risk, circumstances, room);
    if (fix === undefined) open.set(risk.kind, reason);
    else {
      state = {
        judged: fix.after,
        companions: [...state.companions, ...fix.removed.filter((each) => each !== risk)],
        steps: [...state.steps, ...fix.steps],
        placeholders: [...state.placeholders, ...fix.placeholders],
        touched: {
          actions: state.touched.actions.union(fix.touched.actions),
          principals: new Set([...state.touched.principals, ...fix.touched.principals]),
        },
      };
    }
  }
  return { state, open };
}

function distinct(open: readonly { readonly kind: string; readonly reason: string }[]): CombinedFix['open'] {
  return [...new Map(open.map((each) => [each.kind, each])).values()];
}
