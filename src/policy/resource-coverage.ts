import type { Catalog } from '../catalog/catalog.js';
import { globMatches } from '../catalog/glob.js';
import { IndexSet } from '../catalog/index-set.js';
import { ActionSelection } from './action-selection.js';
import { withRegion } from './multi-region-access-point.js';
import type { Statement } from './policy-document.js';
import { patternShape, withoutVariables } from './pattern-shape.js';
import { typesOfArnService } from './service-types.js';
import { TemplateSymbols } from './template-symbols.js';
import { hasWildcardSymbol, includes, overlaps, patternSymbols, type Symbols } from './resource-pattern.js';

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

/** One resource pattern, read both ways, each when it is asked for. */
export class PatternReading {
  readonly text: string;
  /** Types of which it can match some ARN. */
  readonly touched: IndexSet;
  readonly variablesKnown: boolean;
  private strictMemo: Symbols | null = null;
  private looseMemo: Symbols | null = null;

  constructor(text: string, variablesKnown: boolean, touched: IndexSet) {
    this.text = text;
    this.variablesKnown = variablesKnown;
    this.touched = touched;
  }

  /** Variables as unknown constants. */
  get strict(): Symbols {
    this.strictMemo ??= patternSymbols(this.text, this.variablesKnown, 'constant');
    return this.strictMemo;
  }

  /** Variables as wildcards. */
  get loose(): Symbols {
    this.looseMemo ??= patternSymbols(this.text, this.variablesKnown, 'wildcard');
    return this.looseMemo;
  }
}

/** The resource types a pattern is about. */
interface PatternTypes {
  readonly wildcard: boolean;
  readonly covered: IndexSet;
  readonly touched: IndexSet;
}

interface JudgedPattern extends PatternTypes {
  readonly reading: PatternReading;
}

/** How often a service is named before its patterns are compared by their shapes: making a shape has its price too. */
const FEW_PATTERNS = 12;

const PARTITION = /^aws[a-z-]*$/;
/** An account id; of a pattern for one, any id that it matches will do. */
const ACCOUNT_ID = /^[\d?]{12}$/;
/** Where the account is unknown, any id stands for it. */
export const SOME_ACCOUNT_ID = '000000000000';
/** The account of whoever calls: in its own account, this account's id. */
const ACCOUNT_VARIABLE = /\$\{aws:PrincipalAccount\}/gi;

/** Answers by a text and by whether its variables are known. A key made of both would have to be hashed every time. */
class ByText<Answer> {
  private readonly known = new Map<string, Answer>();
  private readonly unknown = new Map<string, Answer>();

  get(text: string, variablesKnown: boolean, find: () => Answer): Answer {
    const answers = variablesKnown ? this.known : this.unknown;
    let answer = answers.get(text);
    if (answer === undefined) {
      answer = find();
      answers.set(text, answer);
    }
    return answer;
  }
}

/**
 * Judges Resource elements against the catalogue's resource types for one account. Remembers its answers, so
 * one judge serves all policies of the account.
 */
export class CoverageJudge {
  /** Says what statements' resource types mean for their actions. */
  readonly selection: ActionSelection;
  private readonly catalog: Catalog;
  private readonly account: JudgedAccount;
  private readonly patternsOfService = new Map<string, number>();
  private allTypesMemo: IndexSet | null = null;
  private readonly patterns = new ByText<JudgedPattern>();
  private readonly shapes = new ByText<PatternTypes>();
  /** Symbols of each type's template, by partition and account. */
  private readonly templates = new Map<string, TemplateSymbols>();
  private readonly coverages = new ByText<ResourceCoverage>();
  private readonly invertedCoverages = new ByText<ResourceCoverage>();

  constructor(catalog: Catalog, account: JudgedAccount) {
    this.selection = new ActionSelection(catalog);
    this.catalog = catalog;
    this.account = account;
  }

  /** The partition of the account; null if unknown. */
  get partition(): string | null {
    return this.account.partition;
  }

  get accountId(): string | null {
    return this.account.accountId;
  }

  private get allTypes(): IndexSet {
    this.allTypesMemo ??= IndexSet.range(0, this.catalog.resourceTypeCount);
    return this.allTypesMemo;
  }

  private isOftenNamed(segment: string): boolean {
    const count = (this.patternsOfService.get(segment) ?? 0) + 1;
    this.patternsOfService.set(segment, count);
    return count > FEW_PATTERNS;
  }

  /** The coverage of a statement's resources; a statement without any (a trust policy) covers everything. */
  judge(statement: Statement, variablesKnown: boolean): ResourceCoverage {
    const inverted = statement.notResources !== null;
    const patterns = statement.notResources ?? statement.resources ?? ['*'];
    const [first = ''] = patterns;
    return (inverted ? this.invertedCoverages : this.coverages).get(
      patterns.length === 1 ? first : JSON.stringify(patterns),
      variablesKnown,
      () => this.judgePatterns(patterns, inverted, variablesKnown),
    );
  }

  private judgePatterns(
    patterns: readonly string[],
    inverted: boolean,
    variablesKnown: boolean,
  ): ResourceCoverage {
    const judged = patterns.map((pattern) => this.judgePattern(pattern, variablesKnown));
    const wildcard = judged.some((pattern) => pattern.wildcard);
    const everything = judged.some(({ reading }) => isStar(reading.text));
    const covered = everything ? this.allTypes : IndexSet.unionOf(judged.map((pattern) => pattern.covered));
    const touched = everything ? this.allTypes : IndexSet.unionOf(judged.map((pattern) => pattern.touched));
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

  private judgePattern(written: string, variablesKnown: boolean): JudgedPattern {
    return this.patterns.get(written, variablesKnown, () => {
      const { wildcard, covered, touched: own } = this.typesOf(written, variablesKnown);
      const regional = withRegion(written);
      const touched = regional === null ? own : own.union(this.typesOf(regional, variablesKnown).touched);
      return { wildcard, covered, touched, reading: new PatternReading(written, variablesKnown, touched) };
    });
  }

  private typesOf(written: string, variablesKnown: boolean): PatternTypes {
    if (isStar(written)) return { wildcard: true, covered: this.allTypes, touched: this.allTypes };
    const { accountId } = this.account;
    const text = variablesKnown ? written.replace(ACCOUNT_VARIABLE, accountId ?? SOME_ACCOUNT_ID) : written;
    const plain = withoutVariables(text);
    const segment = plain.split(':', 3)[2];
    const service = typesOfArnService(this.catalog.resourceTypes, segment);
    const words = segment !== undefined && this.isOftenNamed(segment) ? service?.words : null;
    const shape = words == null ? text : patternShape(text, words);
    return this.shapes.get(shape, variablesKnown, () =>
      this.computeTypes(
        shape,
        variablesKnown,
        service === null ? this.catalog.resourceTypes.keys() : service.typesLike(plain),
      ),
    );
  }

  private computeTypes(text: string, variablesKnown: boolean, candidates: Iterable<number>): PatternTypes {
    const strict = patternSymbols(text, variablesKnown, 'constant');
    const loose = text.includes('${') ? patternSymbols(text, variablesKnown, 'wildcard') : strict;
    const segments = text.split(':');
    const partition =
      this.account.partition ?? (PARTITION.test(segments[1] ?? '') ? (segments[1] ?? null) : null);
    const [, , , , named = ''] = segments;
    const account = this.account.accountId ?? (ACCOUNT_ID.test(named) ? named.replaceAll('?', '0') : null);
    const isWild = hasWildcardSymbol(strict);
    const anyAccount = this.templatesOf(partition, null);
    const ownAccount = this.templatesOf(partition, account);
    const covered: number[] = [];
    const touched: number[] = [];
    for (const index of candidates) {
      if (!overlaps(loose, anyAccount.of(index))) continue;
      touched.push(index);
      // Without a wildcard a pattern matches one ARN: even where a type has but one, naming it is a constraint.
      if (isWild && includes(strict, ownAccount.of(index))) covered.push(index);
    }
    return { wildcard: globMatches(text, '*'), covered: IndexSet.of(covered), touched: IndexSet.of(touched) };
  }

  private templatesOf(partition: string | null, accountId: string | null): TemplateSymbols {
    const key = `${partition} ${accountId}`;
    let templates = this.templates.get(key);
    if (templates === undefined) {
      templates = new TemplateSymbols(this.catalog.resourceTypes, partition, accountId);
      this.templates.set(key, templates);
    }
    return templates;
  }
}

function isStar(text: string): boolean {
  return /^\*+$/.test(text);
}
