import type { Account, Principal } from '../../account/account.js';
import { IndexSet } from '../../catalog/index-set.js';
import type { EscalationAnalysis } from '../../escalation/graph/analyse-escalation.js';
import { append, memoised } from '../../escalation/graph/grouped.js';
import { trustStatements } from '../../escalation/graph/trust-statements.js';
import { VERDICTS } from '../../escalation/graph/verdict.js';
import { indexRunsText } from '../index-runs.js';
import {
  arnPrefix,
  MOST_NAMES,
  type AccountCrossings,
  type ByVerdict,
  type Door,
  type LeaverGroup,
  type Port,
  type Standing,
  type StartGroup,
} from './account-crossings.js';
import { byVerdict } from './by-verdict.js';
import { DocumentList } from './document-list.js';
import { homeClosures } from './home-closures.js';
import { JointAdministrators } from './joint-administrators.js';
import { leavingPolicies } from './leaving-policies.js';
import { trustedAccounts } from './trusted-accounts.js';

/**
 * Who may leave an account for others, and by which roles it can be entered from them.
 *
 * @param analysis - of this account alone
 * @param isExcluded - whether exclusions keep a principal, by its number, out of reports
 */
export function findAccountCrossings(
  account: Pick<Account, 'partition'>,
  accountId: string,
  analysis: EscalationAnalysis,
  isExcluded: (principal: number) => boolean,
): AccountCrossings {
  const { principals } = analysis.graph.population;
  const closures = homeClosures(analysis);
  const documents = new DocumentList();
  const partition = account.partition === '' ? 'aws' : account.partition;
  const border = new BorderPorts(principals, arnPrefix(partition, accountId));
  const leavers = leaverGroups(analysis, accountId, border, documents);
  const doorRoles = principals.flatMap((principal, number) => (isDoor(principal, accountId) ? [number] : []));
  for (const number of doorRoles) border.port(number);
  const together = new JointAdministrators(analysis, doorRoles);
  const doors = doorRoles.map((number) =>
    door(number, analysis, { border, closures, documents, together, isExcluded }),
  );
  const leaving = IndexSet.unionOf(leavers.map(({ members }) => IndexSet.of(members)));
  return {
    format: 'cloudsplaining-crossings',
    version: 1,
    accountId,
    partition,
    leavers: leavers.map(({ group, members }) => ({
      ...group,
      ports: indexRunsText(border.portsOf(IndexSet.of(members))),
    })),
    doors,
    starts: startGroups(analysis, leaving, { border, closures, together, isExcluded }),
    ports: border.ports,
    documents: documents.documents,
  };
}

/** The principals at the border, numbered as they are found. */
class BorderPorts {
  readonly ports: Port[] = [];
  private readonly principals: readonly Principal[];
  private readonly prefix: string;
  private readonly numbers = new Map<number, number>();
  private readonly memo = new Map<IndexSet, IndexSet>();
  private all: IndexSet | null = null;

  constructor(principals: readonly Principal[], prefix: string) {
    this.principals = principals;
    this.prefix = prefix;
  }

  port(principal: number): number {
    return memoised(this.numbers, principal, () => {
      const found = this.principals[principal];
      if (found === undefined) throw new RangeError(`no principal has the number ${principal}`);
      const { id, tags, permissionsBoundary } = found;
      this.all = null;
      this.memo.clear();
      return (
        this.ports.push({
          arn: this.shortArn(principal),
          id,
          ...(tags.length === 0 ? {} : { tags: tags.map(({ key, value }) => [key, value] as const) }),
          ...(permissionsBoundary === null ? {} : { boundary: permissionsBoundary.arn }),
        }) - 1
      );
    });
  }

  /** The ports among some principals. */
  portsOf(principals: IndexSet): IndexSet {
    const all = this.all ?? IndexSet.of([...this.numbers.keys()]);
    this.all = all;
    return memoised(this.memo, principals, () =>
      IndexSet.of(
        principals
          .intersect(all)
          .indexes()
          .map((principal) => this.port(principal)),
      ),
    );
  }

  shortArn(principal: number): string {
    const arn = this.principals[principal]?.arn ?? '';
    return arn.startsWith(this.prefix) ? arn.slice(this.prefix.length) : arn;
  }
}

interface FoundLeavers {
  readonly group: Omit<LeaverGroup, 'ports'>;
  readonly members: number[];
}

function leaverGroups(
  analysis: EscalationAnalysis,
  accountId: string,
  border: BorderPorts,
  documents: DocumentList,
): readonly FoundLeavers[] {
  const groups = new Map<string, FoundLeavers>();
  analysis.graph.nodes.forEach((_, number) => {
    for (const { policies, boundary, after } of leavingPolicies(analysis, number, accountId)) {
      border.port(number);
      const group = {
        policies: policies.map((document) => documents.add(document)),
        ...(boundary === null
          ? {}
          : { boundary: boundary === 'unknown' ? boundary : documents.add(boundary) }),
        ...(after === 'confirmed' ? {} : { after }),
      };
      memoised(groups, JSON.stringify(group), (): FoundLeavers => ({ group, members: [] })).members.push(
        number,
      );
    }
  });
  return [...groups.values()];
}

/** Whether the trust policy of a role may let principals of other accounts in, wherever these stand. */
function isDoor(principal: Principal, accountId: string): boolean {
  if (principal.type !== 'role') return false;
  const trusted = trustedAccounts(trustStatements(principal, 'sts:assumerole', null));
  return trusted === null || [...trusted].some((account) => account !== accountId);
}

interface Surroundings {
  readonly closures: readonly (readonly IndexSet[])[];
  readonly border: BorderPorts;
  readonly together: JointAdministrators;
  readonly isExcluded: (principal: number) => boolean;
}

function door(
  number: number,
  analysis: EscalationAnalysis,
  { border, closures, documents, together, isExcluded }: Surroundings & { readonly documents: DocumentList },
): Door {
  const { graph, search } = analysis;
  const role = graph.population.principals[number];
  const trust = role?.type === 'role' ? role.trustPolicy : null;
  const verdict = search.surestVerdict(number);
  const is = (graph.nodes[number]?.administrator ?? null) !== null;
  return {
    port: border.port(number),
    // It was parsed from JSON.
    trust: documents.add((trust?.json ?? null) as null),
    ...(verdict === null ? {} : { administrator: { is, verdict } }),
    ...(isExcluded(number) ? { isExcluded: true as const } : {}),
    becomes: becomableOf(number, closures, border),
    ...togetherOf(number, together, border),
  };
}

/** Those who are or can become leavers and may be shown. */
function startGroups(
  analysis: EscalationAnalysis,
  leaving: IndexSet,
  { border, closures, together, isExcluded }: Surroundings,
): readonly StartGroup[] {
  const { graph, search } = analysis;
  const widest = closures.at(-1);
  const groups = new Map<string, number[]>();
  const facts = new Map<string, Omit<StartGroup, 'count' | 'first'>>();
  graph.nodes.forEach(({ administrator }, number) => {
    if (graph.population.principals[number]?.type === 'group' || isExcluded(number)) return;
    if (!leaving.has(number) && widest?.[number]?.intersects(leaving) !== true) return;
    const standing: Standing =
      administrator !== null
        ? 'administrator'
        : (search.routes[number] ?? null) === null
          ? 'neither'
          : 'can become administrator';
    const becomes = becomableOf(number, closures, border);
    const verdict = search.surestVerdict(number);
    const sure = verdict === null ? {} : { verdict };
    const fact = { standing, ...sure, becomes, ...togetherOf(number, together, border) };
    const key = JSON.stringify(fact);
    facts.set(key, fact);
    append(groups, key, number);
  });
  return [...facts].map(([key, fact]) => {
    const members = groups.get(key) ?? [];
    const first = members.slice(0, MOST_NAMES).map((number) => border.shortArn(number));
    return { count: members.length, first, ...fact };
  });
}

/** The ports that a principal is or can become. */
function becomableOf(number: number, closures: Surroundings['closures'], border: BorderPorts): ByVerdict {
  const itself = border.portsOf(IndexSet.of([number]));
  return (
    byVerdict(closures.map((closure) => border.portsOf(closure[number] ?? IndexSet.empty).union(itself))) ??
    []
  );
}

function togetherOf(
  number: number,
  together: JointAdministrators,
  border: BorderPorts,
): { readonly together?: ByVerdict } {
  const doors = byVerdict(
    VERDICTS.map((_, layer) =>
      IndexSet.of((together.with(number)[layer] ?? []).map((each) => border.port(each))),
    ),
  );
  return doors === null ? {} : { together: doors };
}
