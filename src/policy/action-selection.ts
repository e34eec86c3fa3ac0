import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import type { ResourceRequirement } from '../catalog/resource-type.js';

/** Up to so many actions are judged one by one; for more, the answer for all actions is kept. */
const FEW_ACTIONS = 512;

/** After so many questions it pays to know which actions work on each type. */
const FEW_QUESTIONS = 500;

/** Up to so many types, the answer is put together from the actions that work on them. */
const FEW_TYPES = 32;

/** What can be asked of actions and a set of resource types. */
interface Question {
  readonly name: string;
  readonly isFulfilled: (requirement: ResourceRequirement, types: IndexSet) => boolean;
}

const GRANTED: Question = {
  name: 'granted',
  isFulfilled: ({ required, optional }, types) =>
    required.length > 0 ? types.hasAll(required) : types.hasAny(optional),
};

const TOUCHED: Question = {
  name: 'touched',
  isFulfilled: ({ required, optional }, types) => types.hasAny(required) || types.hasAny(optional),
};

const DENIED: Question = {
  name: 'denied',
  isFulfilled: ({ required, optional }, types) =>
    required.length > 0 ? types.hasAny(required) : optional.length > 0 && types.hasAll(optional),
};

/** Selects actions by the resource types they work on. Remembers its answers. */
export class ActionSelection {
  private readonly catalog: Catalog;
  private questions = 0;
  /** Answers for all actions, by question and types. */
  private readonly answers = new Map<string, IndexSet>();
  /** The same by the set itself: statements about the same resources share it. */
  private readonly answersBySet = new Map<Question, Map<IndexSet, IndexSet>>();

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  /** The actions for which fully matched resource types suffice: all required types, or any one where none is required. */
  grantable(actions: IndexSet, types: IndexSet): IndexSet {
    return this.select(GRANTED, actions, types);
  }

  /** The actions that work on any of the resource types. */
  touchable(actions: IndexSet, types: IndexSet): IndexSet {
    return this.select(TOUCHED, actions, types);
  }

  /** The actions that fail wherever the resource types are denied: any required type, or all types where none is required. */
  deniable(actions: IndexSet, types: IndexSet): IndexSet {
    return this.select(DENIED, actions, types);
  }

  private select(question: Question, actions: IndexSet, types: IndexSet): IndexSet {
    if (types.isEmpty || actions.isEmpty) return IndexSet.empty;
    if (++this.questions > FEW_QUESTIONS) {
      const all = this.ofFewTypes(question, types);
      if (all !== null) return actions.intersect(all);
    }
    if (actions.size <= FEW_ACTIONS) return this.fulfilling(question, actions.indexes(), types);
    const key = `${question.name} ${types.key()}`;
    let all = this.answers.get(key);
    if (all === undefined) {
      all = this.catalog.withRequirement((requirement) => question.isFulfilled(requirement, types));
      this.answers.set(key, all);
    }
    return actions.intersect(all);
  }

  /** Of all actions those that fulfil the question; null where the types are too many. */
  private ofFewTypes(question: Question, types: IndexSet): IndexSet | null {
    let answers = this.answersBySet.get(question);
    if (answers === undefined) {
      answers = new Map();
      this.answersBySet.set(question, answers);
    }
    const known = answers.get(types);
    if (known !== undefined) return known;
    if (types.size > FEW_TYPES) return null;
    const actions: number[] = [];
    const byType = actionsByType(this.catalog);
    for (const type of types.indexes()) actions.push(...(byType[type] ?? []));
    const all = this.fulfilling(question, actions, types);
    answers.set(types, all);
    return all;
  }

  private fulfilling(question: Question, actions: readonly number[], types: IndexSet): IndexSet {
    return IndexSet.of(
      actions.filter((action) => question.isFulfilled(this.catalog.requirement(action), types)),
    );
  }
}

/** The same for every account. */
const actionsByTypeOf = new WeakMap<Catalog, readonly (readonly number[])[]>();

/** The actions that work on each type. */
function actionsByType(catalog: Catalog): readonly (readonly number[])[] {
  const known = actionsByTypeOf.get(catalog);
  if (known !== undefined) return known;
  const actions = Array.from({ length: catalog.resourceTypeCount }, (): number[] => []);
  for (let action = 0; action < catalog.actionCount; action++) {
    const { required, optional } = catalog.requirement(action);
    for (const type of required) actions[type]?.push(action);
    for (const type of optional) actions[type]?.push(action);
  }
  actionsByTypeOf.set(catalog, actions);
  return actions;
}
