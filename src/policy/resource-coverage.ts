import type { Catalog } from '../catalog/catalog.js';
import { globMatches } from '../catalog/glob.js';
import { IndexSet } from '../catalog/index-set.js';
import type { ResourceRequirement, ResourceType } from '../catalog/resource-type.js';
import type { Statement } from './policy-document.js';
import {
  hasWildcardSymbol,
  includes,
  overlaps,
  patternSymbols,
  templateSymbols,
  type Symbols,
} from './resource-pattern.js';

/** The account a policy is judged in; null where a single policy file leaves it open. */
export interface JudgedAccount {
  readonly accountId: string | null;
  readonly partition: string | null;
}

/** What the Resource or NotResource element of one statement means for the resource types of the catalogue. */
export interface ResourceCoverage {
  /** True if every resource of every type is matched. */
  readonly everything: boolean;
  /** True if an action without resource types is granted: a pattern matches the string `*`. */
  readonly wildcard: boolean;
  /** Types all of whose ARNs in the account are matched. */
  readonly covered: IndexSet;
  /** Types of which some ARN can be matched. */
  readonly touched: IndexSet;
  /** Whether the element is NotResource: `covered` and `touched` are then already turned round. */
  readonly inverted: boolean;
  /** The patterns as written, for comparing named resources with one another. */
  readonly patterns: readonly PatternReading[];
}

/** One resource pattern, read both ways. */
export interface PatternReading {
  readonly text: string;
  /** Variables as unknown constants. */
  readonly strict: Symbols;
  /** Variables as wildcards. */
  readonly loose: Symbols;
  /** Types of which it can match some ARN. */
  readonly touched: IndexSet;
}

interface PatternTypes {
  readonly reading: PatternReading;
  readonly wildcard: boolean;
  readonly covered: IndexSet;
}

/** Up to so many actions are judged one by one; for more, the answer for all actions is kept. */
const FEW_ACTIONS = 512;

const PARTITION = /^aws[a-z-]*$/;
const ACCOUNT_ID = /^\d{12}$/;
/** The account of whoever calls: in its own account, this account's id. */
const ACCOUNT_VARIABLE = /\$\{aws:PrincipalAccount\}/gi;

/**
 * Judges Resource elements against the catalogue's resource types for one account. Remembers its answers, so
 * one judge serves all policies of the account.
 */
export class CoverageJudge {
  private readonly catalog: Catalog;
  private readonly account: JudgedAccount;
  private typesByArnServiceMemo: ReadonlyMap<string, readonly number[]> | null = null;
  private allTypesMemo: IndexSet | null = null;
  private readonly patternTypes = new Map<string, PatternTypes>();
  private readonly templates = new Map<string, Symbols>();
  private readonly coverages = new Map<string, ResourceCoverage>();
  private readonly selections = new Map<string, IndexSet>();

  constructor(catalog: Catalog, account: JudgedAccount) {
    this.catalog = catalog;
    this.account = account;
  }

  private get allTypes(): IndexSet {
    this.allTypesMemo ??= IndexSet.range(0, this.catalog.resourceTypeCount);
    return this.allTypesMemo;
  }

  private get typesByArnService(): ReadonlyMap<string, readonly number[]> {
    this.typesByArnServiceMemo ??= groupByArnService(this.catalog.resourceTypes);
    return this.typesByArnServiceMemo;
  }

  /** The coverage of a statement's resources; a statement without any (a trust policy) covers everything. */
  judge(statement: Statement, variablesKnown: boolean): ResourceCoverage {
    const inverted = statement.notResources !== null;
    const patterns = statement.notResources ?? statement.resources ?? ['*'];
    const key = `${inverted ? '!' : ''}${variablesKnown ? '$' : ''}${patterns.length === 1 ? patterns[0] : JSON.stringify(patterns)}`;
    const known = this.coverages.get(key);
    if (known !== undefined) return known;
    const coverage = this.judgePatterns(patterns, inverted, variablesKnown);
    this.coverages.set(key, coverage);
    return coverage;
  }

  /** The actions for which fully matched resource types suffice: all required types, or any one where none is required. */
  grantable(actions: IndexSet, types: IndexSet): IndexSet {
    return this.select('grant', actions, types, ({ required, optional }) =>
      required.length > 0
        ? required.every((type) => types.has(type))
        : optional.some((type) => types.has(type)),
    );
  }

  /** The actions that work on any of the resource types. */
  touchable(actions: IndexSet, types: IndexSet): IndexSet {
    return this.select(
      'touch',
      actions,
      types,
      ({ required, optional }) =>
        required.some((type) => types.has(type)) || optional.some((type) => types.has(type)),
    );
  }

  /** The actions that fail wherever the resource types are denied: any required type, or all types where none is required. */
  deniable(actions: IndexSet, types: IndexSet): IndexSet {
    return this.select('deny', actions, types, ({ required, optional }) =>
      required.length > 0
        ? required.some((type) => types.has(type))
        : optional.length > 0 && optional.every((type) => types.has(type)),
    );
  }

  private select(
    question: string,
    actions: IndexSet,
    types: IndexSet,
    fulfils: (requirement: ResourceRequirement) => boolean,
  ): IndexSet {
    if (types.isEmpty || actions.isEmpty) return IndexSet.empty;
    if (actions.size <= FEW_ACTIONS) {
      return IndexSet.of(actions.indexes().filter((action) => fulfils(this.catalog.requirement(action))));
    }
    const key = `${question} ${types.key()}`;
    let all = this.selections.get(key);
    if (all === undefined) {
      all = this.catalog.withRequirement(fulfils);
      this.selections.set(key, all);
    }
    return actions.intersect(all);
  }

  private judgePatterns(
    patterns: readonly string[],
    inverted: boolean,
    variablesKnown: boolean,
  ): ResourceCoverage {
    const judged = patterns.map((pattern) => this.typesOf(pattern, variablesKnown));
    const wildcard = judged.some((pattern) => pattern.wildcard);
    const everything = judged.some(({ reading }) => isStar(reading.text));
    const covered = everything ? this.allTypes : unionOf(judged.map((pattern) => pattern.covered));
    const touched = everything ? this.allTypes : unionOf(judged.map(({ reading }) => reading.touched));
    const readings = judged.map((pattern) => pattern.reading);
    if (!inverted) return { everything, wildcard, covered, touched, inverted, patterns: readings };
    const remaining = this.allTypes.minus(covered);
    return {
      everything: remaining.equals(this.allTypes) && !wildcard,
      wildcard: !wildcard,
      covered: remaining,
      touched: remaining,
      inverted,
      patterns: readings,
    };
  }

  private typesOf(text: string, variablesKnown: boolean): PatternTypes {
    const key = `${variablesKnown ? '$' : ' '}${text}`;
    const known = this.patternTypes.get(key);
    if (known !== undefined) return known;
    const types = this.computeTypes(text, variablesKnown);
    this.patternTypes.set(key, types);
    return types;
  }

  private computeTypes(written: string, variablesKnown: boolean): PatternTypes {
    const { accountId } = this.account;
    const text =
      variablesKnown && accountId !== null ? written.replace(ACCOUNT_VARIABLE, accountId) : written;
    const strict = patternSymbols(text, variablesKnown, 'constant');
    const loose = patternSymbols(text, variablesKnown, 'wildcard');
    const wildcard = globMatches(text, '*');
    if (isStar(text))
      return { reading: { text, strict, loose, touched: this.allTypes }, wildcard, covered: this.allTypes };
    const segments = text.split(':');
    const partition =
      this.account.partition ?? (PARTITION.test(segments[1] ?? '') ? (segments[1] ?? null) : null);
    const account = accountId ?? (ACCOUNT_ID.test(segments[4] ?? '') ? (segments[4] ?? null) : null);
    const isWild = hasWildcardSymbol(strict);
    const covered: number[] = [];
    const touched: number[] = [];
    for (const index of this.candidates(segments[2])) {
      if (!overlaps(loose, this.symbolsOf(index, partition, null))) continue;
      touched.push(index);
      // Without a wildcard a pattern matches one ARN: even where a type has but one, naming it is a constraint.
      if (isWild && includes(strict, this.symbolsOf(index, partition, account))) covered.push(index);
    }
    return {
      reading: { text: written, strict, loose, touched: IndexSet.of(touched) },
      wildcard,
      covered: IndexSet.of(covered),
    };
  }

  private symbolsOf(type: number, partition: string | null, accountId: string | null): Symbols {
    const key = `${type} ${partition} ${accountId}`;
    let symbols = this.templates.get(key);
    if (symbols === undefined) {
      symbols = templateSymbols(this.catalog.resourceTypes[type]?.template ?? '', partition, accountId);
      this.templates.set(key, symbols);
    }
    return symbols;
  }

  /** Types whose ARNs can have the service segment of a pattern. */
  private candidates(service: string | undefined): Iterable<number> {
    if (service === undefined || /[*?$]/.test(service)) return this.catalog.resourceTypes.keys();
    return [...(this.typesByArnService.get(service) ?? []), ...(this.typesByArnService.get('*') ?? [])];
  }
}

/** Indexes of types by the service segment of their ARNs; those whose segment varies stand under `*`. */
function groupByArnService(types: readonly ResourceType[]): ReadonlyMap<string, readonly number[]> {
  const byService = new Map<string, number[]>();
  types.forEach((type, index) => {
    const service = type.template.split(':', 3)[2] ?? '*';
    const key = /[$*]/.test(service) ? '*' : service;
    const list = byService.get(key);
    if (list === undefined) byService.set(key, [index]);
    else list.push(index);
  });
  return byService;
}

function isStar(text: string): boolean {
  return /^\*+$/.test(text);
}

function unionOf(sets: readonly IndexSet[]): IndexSet {
  return sets.reduce((union, set) => union.union(set), IndexSet.empty);
}
