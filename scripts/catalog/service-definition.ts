/** What either source of action data says of one service, before it is compiled. */
export interface ServiceDefinition {
  readonly prefix: string;
  readonly name: string;
  readonly actions: readonly ActionDefinition[];
  /** Of a type whose ARNs have several forms there is one entry for each form. */
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly template: string;
    readonly conditionKeys: readonly string[];
  }[];
  /** Condition key, as spelt by AWS, to its type. */
  readonly conditionKeyTypes: Readonly<Record<string, string>>;
}

export interface ActionDefinition {
  readonly name: string;
  readonly description: string;
  /** Level as the source spells it, `Permissions management, Write` among them. */
  readonly level: string;
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean }[];
  readonly conditionKeys: readonly string[];
}

/** All services of a source with the day the data was published. */
export interface CatalogSource {
  readonly date: string;
  readonly source: string;
  readonly services: readonly ServiceDefinition[];
  readonly resourceControlPolicyServices: readonly string[];
}
