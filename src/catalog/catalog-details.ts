import type { Catalog } from './catalog.js';

/** Texts and condition keys of the catalogue, in a file of their own because only few commands print them. */
export interface CompiledDetails {
  readonly format: 'cloudsplaining-catalog-details';
  readonly version: 1;
  /** One line an action, in the order of the catalogue. */
  readonly descriptions: string;
  /** One line a distinct set of condition keys, separated by commas. */
  readonly conditionKeySets: string;
  /** Index into `conditionKeySets` of each action, separated by commas. */
  readonly actionConditionKeys: string;
  /** Index into `conditionKeySets` of each resource type, separated by commas. */
  readonly resourceTypeConditionKeys: string;
  /** Type of each condition key: `String`, `ARN`, `ArrayOfString` and so on. */
  readonly conditionKeyTypes: Readonly<Record<string, string>>;
}

/** What the Service Authorization Reference says of one action. */
export interface ActionDetails {
  readonly name: string;
  readonly description: string;
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly template: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
}

/** Answers for descriptions and condition keys of actions. */
export class CatalogDetails {
  private readonly catalog: Catalog;
  private readonly compiled: CompiledDetails;
  private readonly descriptions: readonly string[];
  private readonly keySets: readonly string[];
  private readonly actionKeys: readonly string[];
  private readonly typeKeys: readonly string[];

  constructor(catalog: Catalog, compiled: CompiledDetails) {
    this.catalog = catalog;
    this.compiled = compiled;
    this.descriptions = compiled.descriptions.split('\n');
    this.keySets = compiled.conditionKeySets.split('\n');
    this.actionKeys = compiled.actionConditionKeys.split(',');
    this.typeKeys = compiled.resourceTypeConditionKeys.split(',');
  }

  /** Undefined if the catalogue does not know the action. */
  action(name: string): ActionDetails | undefined {
    const index = this.catalog.actionIndex(name);
    if (index === undefined) return undefined;
    const { required, optional } = this.catalog.requirement(index);
    const describe = (type: number, isRequired: boolean) => ({
      name: this.catalog.resourceTypes[type]?.name ?? '',
      template: this.catalog.resourceTypes[type]?.template ?? '',
      required: isRequired,
      conditionKeys: this.keys(this.typeKeys[type]),
    });
    return {
      name: this.catalog.actionName(index),
      description: this.descriptions[index] ?? '',
      conditionKeys: this.keys(this.actionKeys[index]),
      resourceTypes: [
        ...required.map((type) => describe(type, true)),
        ...optional.map((type) => describe(type, false)),
      ],
    };
  }

  /** `String`, `ARN`, `ArrayOfString` and so on; undefined for keys the reference does not list. */
  conditionKeyType(key: string): string | undefined {
    return this.compiled.conditionKeyTypes[key];
  }

  private keys(setIndex: string | undefined): readonly string[] {
    const line = this.keySets[Number(setIndex)] ?? '';
    return line === '' ? [] : line.split(',');
  }
}
