import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import type { ResourceRequirement } from '../catalog/resource-type.js';

/** Up to so many actions are judged one by one; for more, the answer for all actions is kept. */
const FEW_ACTIONS = 16;

/** As {@link FEW_ACTIONS}, of resource types so many that most actions work on one of them. */
const FEW_ACTIONS_ON_MANY_TYPES = 512;
const MANY_TYPES = 33;

/** What can be asked of what actions require and a set of resource types. */
type Question = (requirement: ResourceRequirement, types: IndexSet) => boolean;

const isGranted: Question = ({ required, oneOf }, types) =>
  types.hasAll(required) && (oneOf.length > 0 ? types.hasAny(oneOf) : required.length > 0);

const isTouched: Question = ({ required, optional }, types) =>
  types.hasAny(required) || types.hasAny(optional);

const isDenied: Question = ({ required, oneOf }, types) =>
  types.hasAny(required) || (oneOf.length > 0 && types.hasAll(oneOf));

/** Selects actions by the resource types they work on. Remembers its answers. */
export class ActionSelection {
  private readonly catalog: Catalog;
  /** Answers for all actions, by question and types: statements about the same resources share the set of types. */
  private readonly answers = new Map<Question, Map<IndexSet, IndexSet>>();

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  /** The actions for which fully matched resource types suffice: all required types, and one of those of which one is needed. */
  grantable(actions: IndexSet, types: IndexSet): IndexSet {
    return this.select(isGranted, actions, types);
  }

  /** The actions that work on any of the resource types. */
  touchable(actions: IndexSet, types: IndexSet): IndexSet {
    return this.select(isTouched, actions, types);
  }

  /** The actions that fail wherever the resource types are denied: any required type, or all of those of which one is needed. */
  deniable(actions: IndexSet, types: IndexSet): IndexSet {
    return this.select(isDenied, actions, types);
  }

  private select(question: Question, actions: IndexSet, types: IndexSet): IndexSet {
    if (types.isEmpty || actions.isEmpty) return IndexSet.empty;
    let answers = this.answers.get(question);
    if (answers === undefined) {
      answers = new Map();
      this.answers.set(question, answers);
    }
    let all = answers.get(types);
    if (all === undefined) {
      const few = types.size < MANY_TYPES ? FEW_ACTIONS : FEW_ACTIONS_ON_MANY_TYPES;
      if (actions.size <= few) return this.oneByOne(question, actions, types);
      all = this.catalog.workingOn(types, (requirement) => question(requirement, types));
      answers.set(types, all);
    }
    return actions.intersect(all);
  }

  private oneByOne(question: Question, actions: IndexSet, types: IndexSet): IndexSet {
    return IndexSet.of(
      actions.indexes().filter((action) => question(this.catalog.requirement(action), types)),
    );
  }
}
