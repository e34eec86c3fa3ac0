import { InputError } from '../../policy/input-error.js';
import type { AccountDraft } from '../account-draft.js';
import { finishAccounts, type DeclaredAccount } from '../finish-account.js';
import { madeUpAccountId, type Target } from '../jurisdiction.js';
import type { MadeUpAccounts } from '../made-up-accounts.js';
import { placeText } from '../place.js';
import { Environment } from './environment.js';
import { generatedNames } from './generated-names.js';
import type { GivenTemplate } from './given-template.js';
import { LinkedTargets } from './linked-targets.js';
import { placeOfKey } from './open-template.js';
import { OpenTemplates, orElse, orError } from './open-templates.js';
import { readTemplate } from './read-template.js';
import { ALONE } from './surroundings.js';
import { exportsOf, importsOf, nestedUses, type NestedUse, type TemplateExport } from './template-links.js';
import { TemplateSurroundings, type OwnLinks } from './template-surroundings.js';

/**
 * Templates that are read together. What one imports and another exports, and what passes between a stack and the
 * stacks nested in it, is resolved; such templates are for the same account.
 */
export class LinkedTemplates {
  private readonly deployedTo: Target;
  private readonly targets = new LinkedTargets();
  private readonly links: ReadonlyMap<GivenTemplate, OwnLinks>;
  private readonly opened: OpenTemplates;
  private readonly results = new Map<GivenTemplate, DeclaredAccount | InputError>();

  /** @param deployedTo - what holds of templates that do not tell */
  constructor(all: readonly GivenTemplate[], deployedTo: Target, madeUp: MadeUpAccounts) {
    this.deployedTo = deployedTo;
    // Whoever reads one template alone need not look for what it hangs on.
    this.links = all.length === 1 ? new Map() : this.allLinks(all);
    const environments = this.environments(all, madeUp);
    this.opened = this.opening((given) => environments.get(given) ?? this.provisional(given), this.links);
  }

  /** @throws {InputError} if the template holds more than can be read */
  read(given: GivenTemplate): DeclaredAccount {
    if (!this.results.has(given)) this.readLinked(given);
    const result = this.results.get(given);
    if (result === undefined || result instanceof InputError)
      throw result ?? new Error(`${given.file.path} is none of the templates`);
    const notes = this.notesOn(given);
    return notes.length === 0 ? result : { ...result, notes: [...result.notes, ...notes] };
  }

  /** Reads a template and all that hang together with it, for they refer to each other. */
  private readLinked(given: GivenTemplate): void {
    const drafts: { readonly member: GivenTemplate; readonly draft: AccountDraft }[] = [];
    for (const member of this.targets.membersOf(given)) {
      const draft = orError(() => readTemplate(this.opened.get(member)));
      if (draft instanceof InputError) this.results.set(member, draft);
      else drafts.push({ member, draft });
    }
    const finished = finishAccounts(drafts.map(({ member, draft }) => ({ draft, file: member.file.path })));
    drafts.forEach(({ member }, index) => {
      const declared = finished[index];
      if (declared !== undefined) this.results.set(member, declared);
    });
  }

  private allLinks(all: readonly GivenTemplate[]): ReadonlyMap<GivenTemplate, OwnLinks> {
    const environment = (given: GivenTemplate) => this.provisional(given);
    const uses = nestedUses(all, this.opening(environment, new Map())).filter(({ parent, child }) =>
      this.targets.link(parent, child),
    );
    const nesting = nestingOf(all, uses);
    const imports = this.imports(all, this.opening(environment, nesting));
    return new Map(
      [...nesting].map(([given, own]) => [given, { ...own, imports: imports.get(given) ?? NO_IMPORTS }]),
    );
  }

  private opening(
    environmentOf: (given: GivenTemplate) => Environment,
    links: ReadonlyMap<GivenTemplate, OwnLinks>,
  ): OpenTemplates {
    const opened: OpenTemplates = new OpenTemplates(environmentOf, (given) => {
      const own = links.get(given);
      return own === undefined ? ALONE : new TemplateSurroundings(own, opened);
    });
    return opened;
  }

  /** Where a template is deployed, before it is known which of them hang together. */
  private provisional({ target }: GivenTemplate): Environment {
    const accountId = target?.accountId ?? this.deployedTo.accountId;
    return new Environment(
      { accountId: accountId ?? madeUpAccountId(0), isAccountKnown: accountId !== null },
      target?.region ?? this.deployedTo.region,
    );
  }

  /** For each template the exports that it imports: the one of each name that can be meant. */
  private imports(
    all: readonly GivenTemplate[],
    opened: OpenTemplates,
  ): ReadonlyMap<GivenTemplate, OwnLinks['imports']> {
    const exported = new Map<string, TemplateExport[]>();
    for (const given of all) {
      const open = opened.open(given);
      for (const each of open === null ? [] : orElse(() => exportsOf(given, open), [])) {
        const same = exported.get(each.name);
        if (same === undefined) exported.set(each.name, [each]);
        else same.push(each);
      }
    }
    return new Map(
      all.map((given) => {
        const open = exported.size === 0 ? null : opened.open(given);
        const names = open === null ? [] : orElse(() => [...importsOf(open)], []);
        const meant = names.flatMap((name) => this.meantExport(given, exported.get(name) ?? []) ?? []);
        return [given, new Map(meant.map((each) => [each.name, each]))];
      }),
    );
  }

  private meantExport(given: GivenTemplate, candidates: readonly TemplateExport[]): TemplateExport | null {
    const possible = candidates.filter(
      ({ owner }) => owner !== given && this.targets.areCompatible(given, owner),
    );
    const ofGroup = possible.filter(({ owner }) => owner.group !== undefined && owner.group === given.group);
    const [only, ...others] = ofGroup.length > 0 ? ofGroup : possible;
    if (only === undefined || others.length > 0) return null;
    return this.targets.link(given, only.owner) ? only : null;
  }

  private environments(
    all: readonly GivenTemplate[],
    madeUp: MadeUpAccounts,
  ): ReadonlyMap<GivenTemplate, Environment> {
    const made = new Map<readonly GivenTemplate[], string>();
    const names = generatedNames(all, this.targets);
    const madeUpFor = (given: GivenTemplate): string => {
      const members = this.targets.membersOf(given);
      const accountId =
        made.get(members) ?? madeUp.take(members.find(({ group }) => group !== undefined)?.group);
      made.set(members, accountId);
      return accountId;
    };
    return new Map(
      all.map((given) => {
        const { accountId, region } = this.targets.targetOf(given, this.deployedTo);
        const account = { accountId: accountId ?? madeUpFor(given), isAccountKnown: accountId !== null };
        return [given, new Environment(account, region, names(given))];
      }),
    );
  }

  private notesOn(given: GivenTemplate): readonly string[] {
    const { within = [], imports = NO_IMPORTS } = this.links.get(given) ?? {};
    const { path } = given.file;
    const stacks = within.map(({ parent, stack: { id, holder, key } }) =>
      placeText({ ...placeOfKey(parent.file, holder, key), address: `Resources.${id}` }),
    );
    const taken = [...imports.values()].map(({ name, place }) => `${name} (${placeText(place)})`);
    return [
      ...(stacks.length === 1
        ? [`${path}: this is the template of a nested stack, which gives its parameters: ${stacks.join()}.`]
        : []),
      ...(stacks.length > 1
        ? [
            `${path}: this is the template of several nested stacks, and a parameter counts where all give it the same value: ${stacks.join(', ')}.`,
          ]
        : []),
      ...(taken.length > 0
        ? [
            `${path}: what it imports is taken from the templates that export it, which therefore count as of the same account: ${taken.join(', ')}.`,
          ]
        : []),
    ];
  }
}

const NO_IMPORTS: OwnLinks['imports'] = new Map();

/** How each template is nested in others, and others in it. */
function nestingOf(
  all: readonly GivenTemplate[],
  uses: readonly NestedUse[],
): ReadonlyMap<GivenTemplate, OwnLinks> {
  const nesting = new Map(
    all.map((given) => {
      const within: NestedUse[] = [];
      const children = new Map<string, GivenTemplate>();
      return [given, { within, children, imports: NO_IMPORTS }] as const;
    }),
  );
  for (const use of uses) {
    nesting.get(use.child)?.within.push(use);
    nesting.get(use.parent)?.children.set(use.stack.id, use.child);
  }
  return nesting;
}
