import type { ResourceType } from '../catalog/resource-type.js';
import { templateSymbols, type Symbols } from './resource-pattern.js';

/** The symbols of resource types' ARNs in one partition and account, each made when it is asked for. */
export class TemplateSymbols {
  private readonly types: readonly ResourceType[];
  private readonly partition: string | null;
  private readonly accountId: string | null;
  private readonly made: Symbols[] = [];

  constructor(types: readonly ResourceType[], partition: string | null, accountId: string | null) {
    this.types = types;
    this.partition = partition;
    this.accountId = accountId;
  }

  /** @param type - its index in the catalogue */
  of(type: number): Symbols {
    let symbols = this.made[type];
    if (symbols === undefined) {
      symbols = templateSymbols(this.types[type]?.template ?? '', this.partition, this.accountId);
      this.made[type] = symbols;
    }
    return symbols;
  }
}
