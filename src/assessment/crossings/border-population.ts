import { iamPath, parseArn, type Arn } from '../../account/arn.js';
import type { Role, User } from '../../account/account.js';
import { IndexSet } from '../../catalog/index-set.js';
import { memoised } from '../../escalation/graph/grouped.js';
import { arnPrefix, type AccountCrossings, type Port } from './account-crossings.js';

/** A principal at a border; a group stands for whoever is put into it. */
export type BorderPrincipal = User | Role;

type PopulatedAccount = Pick<AccountCrossings, 'accountId' | 'partition' | 'ports' | 'doors'>;

/** The ports of all accounts, numbered through: doors first, because most sets are of doors. */
export class BorderPopulation {
  readonly principals: readonly BorderPrincipal[];
  /** Numbers of the ports of each account. */
  private readonly numbers: readonly (readonly number[])[];
  /** Place of the account of each port. */
  private readonly places: readonly number[];
  private readonly doorSets: readonly IndexSet[];
  /** One more than the last door of each account. */
  private readonly doorEnds: readonly number[];
  private readonly placesById: ReadonlyMap<string, number>;
  private readonly prefixes: readonly string[];

  constructor(accounts: readonly PopulatedAccount[]) {
    const principals: BorderPrincipal[] = [];
    const places: number[] = [];
    const tagsByText = new Map<string, User['tags']>();
    this.prefixes = accounts.map(({ accountId, partition }) => arnPrefix(partition, accountId));
    const numbers = accounts.map((): number[] => []);
    const add = (place: number, port: number): void => {
      const found = accounts[place]?.ports[port];
      const own = numbers[place];
      if (found === undefined || own === undefined || own[port] !== undefined) return;
      own[port] =
        principals.push(borderPrincipal(found, accounts[place], this.prefixes[place] ?? '', tagsByText)) - 1;
      places.push(place);
    };
    const doorEnds: number[] = [];
    this.doorSets = accounts.map(({ doors }, place) => {
      const first = principals.length;
      for (const { port } of doors) add(place, port);
      doorEnds.push(principals.length);
      return IndexSet.range(first, principals.length);
    });
    this.doorEnds = doorEnds;
    accounts.forEach(({ ports }, place) => {
      for (const port of ports.keys()) add(place, port);
    });
    this.numbers = numbers;
    this.places = places;
    this.principals = principals;
    this.placesById = new Map(accounts.map(({ accountId }, place) => [accountId, place]));
  }

  /** Numbers of an account's ports. */
  numbersAt(place: number): readonly number[] {
    return this.numbers[place] ?? [];
  }

  placeOf(port: number): number {
    return this.places[port] ?? -1;
  }

  /** Places of the accounts of some doors, ascending. */
  placesOf(doors: IndexSet): readonly number[] {
    const places: number[] = [];
    // The doors of an account follow each other, in the order of the accounts.
    let next = 0;
    doors.forEachRun((start, end) => {
      for (let door = Math.max(start, next); door < end; door = next) {
        const place = this.placeOf(door);
        places.push(place);
        next = this.doorEnds[place] ?? end;
      }
    });
    return places;
  }

  /** Place of an account by its id; undefined if it is not among those read. */
  placeOfAccount(accountId: string): number | undefined {
    return this.placesById.get(accountId);
  }

  /** The whole of an ARN that an account's crossings hold. */
  fullArn(arn: string, place: number): string {
    return withPrefix(arn, this.prefixes[place] ?? '');
  }

  /** The doors of an account. */
  doorsAt(place: number): IndexSet {
    return this.doorSets[place] ?? IndexSet.empty;
  }
}

/**
 * There may be tens of thousands, so that what is the same for all of them is made once, and each is written out: V8
 * describes every object anew that others are spread into.
 */
function borderPrincipal(
  { arn, id, tags, boundary }: Port,
  home: Pick<AccountCrossings, 'accountId' | 'partition'> | undefined,
  prefix: string,
  tagsByText: Map<string, User['tags']>,
): BorderPrincipal {
  const { resource, accountId, partition } = placeOfPrincipal(arn, home);
  const fullArn = withPrefix(arn, prefix);
  const account = accountId === '' ? null : accountId;
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  const path = iamPath({ resource });
  const permissionsBoundary = boundary === undefined ? null : { arn: boundary, policy: null };
  const ownTags = tags === undefined ? NONE : sharedTags(tags, tagsByText);
  return resource.startsWith('role/')
    ? {
        type: 'role',
        id,
        arn: fullArn,
        accountId: account,
        partition,
        name,
        path,
        createDate: null,
        inlinePolicies: NONE,
        attachedPolicies: NONE,
        permissionsBoundary,
        tags: ownTags,
        trustPolicy: null,
        lastUsed: null,
        instanceProfiles: NONE,
      }
    : {
        type: 'user',
        id,
        arn: fullArn,
        accountId: account,
        partition,
        name,
        path,
        createDate: null,
        inlinePolicies: NONE,
        attachedPolicies: NONE,
        permissionsBoundary,
        tags: ownTags,
        groups: NONE,
      };
}

/** Few lists of tags are those of one principal only. */
function sharedTags(tags: NonNullable<Port['tags']>, byText: Map<string, User['tags']>): User['tags'] {
  return memoised(byText, JSON.stringify(tags), () => tags.map(([key, value]) => ({ key, value })));
}

const NONE: readonly never[] = [];

function placeOfPrincipal(
  arn: string,
  home: Pick<AccountCrossings, 'accountId' | 'partition'> | undefined,
): Pick<Arn, 'resource' | 'accountId' | 'partition'> {
  if (arn.startsWith('arn:')) return parseArn(arn) ?? { resource: '', accountId: '', partition: '' };
  return { resource: arn, accountId: home?.accountId ?? '', partition: home?.partition ?? '' };
}

function withPrefix(arn: string, prefix: string): string {
  return arn.startsWith('arn:') ? arn : prefix + arn;
}
