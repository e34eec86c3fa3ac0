import { iamPath, parseArn } from '../../account/arn.js';
import type { Role, User } from '../../account/account.js';
import { IndexSet } from '../../catalog/index-set.js';
import { ArnIndex } from '../../escalation/graph/arn-index.js';
import { append } from '../../escalation/graph/grouped.js';
import { TargetFacts } from '../../escalation/graph/target-facts.js';
import type { CallerDirectory } from '../../escalation/graph/trusted-callers.js';
import { isServiceLinkedPath } from '../../policy/service-linked.js';
import { arnPrefix, type AccountCrossings, type Port } from './account-crossings.js';

/** A principal at a border; a group stands for whoever is put into it. */
export type BorderPrincipal = User | Role;

/** The ports of all accounts, numbered through. */
export class BorderPopulation {
  readonly principals: readonly BorderPrincipal[];
  readonly arns: ArnIndex;
  readonly directory: CallerDirectory;
  /** Number of the first port of each account. */
  readonly firstPorts: readonly number[];
  /** Place of the account of each port. */
  private readonly accounts: Int32Array;
  private readonly placesById: ReadonlyMap<string, number>;
  private readonly prefixes: readonly string[];

  constructor(accounts: readonly Pick<AccountCrossings, 'accountId' | 'partition' | 'ports'>[]) {
    this.prefixes = accounts.map(({ accountId, partition }) => arnPrefix(partition, accountId));
    const firstPorts: number[] = [];
    const principals: BorderPrincipal[] = [];
    const places: number[] = [];
    accounts.forEach(({ ports }, place) => {
      firstPorts.push(principals.length);
      for (const port of ports) {
        principals.push(borderPrincipal(port, this.prefixes[place] ?? ''));
        places.push(place);
      }
    });
    this.firstPorts = firstPorts;
    this.principals = principals;
    this.accounts = Int32Array.from(places);
    this.placesById = new Map(accounts.map(({ accountId }, place) => [accountId, place]));
    this.arns = new ArnIndex(
      principals.map(({ arn }) => arn),
      new TargetFacts(principals),
    );
    this.directory = directoryOf(principals, this.arns);
  }

  placeOf(port: number): number {
    return this.accounts[port] ?? -1;
  }

  /** Place of an account by its id; undefined if it is not among those read. */
  placeOfAccount(accountId: string): number | undefined {
    return this.placesById.get(accountId);
  }

  /** Number of the first port of the account that a port is of. */
  firstPortFor(port: number): number {
    return this.firstPorts[this.placeOf(port)] ?? 0;
  }

  /** The whole of an ARN that an account's crossings hold. */
  fullArn(arn: string, place: number): string {
    return withPrefix(arn, this.prefixes[place] ?? '');
  }

  /** The ports of an account. */
  portsAt(place: number): IndexSet {
    const first = this.firstPorts[place] ?? 0;
    return IndexSet.range(first, this.firstPorts[place + 1] ?? this.principals.length);
  }
}

function borderPrincipal({ arn, id, tags = [], boundary }: Port, prefix: string): BorderPrincipal {
  const whole = withPrefix(arn, prefix);
  const parsed = parseArn(whole);
  const { resource = '', accountId = '', partition = '' } = parsed ?? {};
  const common = {
    id,
    arn: whole,
    accountId: accountId === '' ? null : accountId,
    partition,
    name: resource.slice(resource.lastIndexOf('/') + 1),
    path: iamPath({ resource }),
    createDate: null,
    inlinePolicies: [],
    attachedPolicies: [],
    permissionsBoundary: boundary === undefined ? null : { arn: boundary, policy: null },
    tags: tags.map(([key, value]) => ({ key, value })),
  };
  return resource.startsWith('role/')
    ? { ...common, type: 'role', trustPolicy: null, lastUsed: null, instanceProfiles: [] }
    : { ...common, type: 'user', groups: [] };
}

function withPrefix(arn: string, prefix: string): string {
  return arn.startsWith('arn:') ? arn : prefix + arn;
}

function directoryOf(principals: readonly BorderPrincipal[], arns: ArnIndex): CallerDirectory {
  const where = (test: (principal: BorderPrincipal) => boolean) =>
    IndexSet.of(principals.flatMap((principal, port) => (test(principal) ? [port] : [])));
  const byAccount = new Map<string, number[]>();
  const byId = new Map<string, number>();
  const rolesByName = new Map<string, number>();
  principals.forEach(({ type, id, name, accountId }, port) => {
    append(byAccount, accountId ?? '', port);
    byId.set(id, port);
    if (type === 'role') rolesByName.set(`${accountId ?? ''} ${name}`, port);
  });
  return {
    arns,
    everyone: arns.all,
    byAccount: new Map([...byAccount].map(([id, ports]) => [id, IndexSet.of(ports)])),
    byId,
    rolesByName,
    users: where(({ type }) => type === 'user'),
    bounded: where(({ permissionsBoundary }) => permissionsBoundary !== null),
    serviceLinked: where(({ type, path }) => type === 'role' && isServiceLinkedPath(path)),
  };
}
