import names from './data/names.json' with { type: 'json' };
import type { Random } from './random.js';

export const ACCOUNT_ID = '210987654321';
/** Accounts whose principals some roles of the generated one trust. */
export const OTHER_ACCOUNTS = ['345678901234', '456789012345', '567890123456', '678901234567'] as const;
const ID_LENGTH = 17;
const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const OLDEST = Date.UTC(2016, 0, 1);
const NEWEST = Date.UTC(2026, 5, 30);
const MILLISECONDS = 1000;

/** Names, ids, dates and ARNs as a company's account would hold them. */
export class GeneratedNames {
  private readonly random: Random;
  private readonly used = new Set<string>();

  constructor(random: Random) {
    this.random = random;
  }

  /** The id of an entity: four letters for its kind and seventeen more. */
  id(kind: 'AIDA' | 'AROA' | 'AGPA' | 'ANPA' | 'AIPA'): string {
    return `${kind}${this.random.text(ID_ALPHABET, ID_LENGTH)}`;
  }

  /** A name nobody else in the account has. */
  unique(name: string): string {
    let candidate = name;
    for (let number = 2; this.used.has(candidate.toLowerCase()); number++) candidate = `${name}-${number}`;
    this.used.add(candidate.toLowerCase());
    return candidate;
  }

  /** As the AWS CLI prints dates. */
  date(): string {
    const time = OLDEST + this.random.integer(0, (NEWEST - OLDEST) / MILLISECONDS) * MILLISECONDS;
    return new Date(time).toISOString().replace(/\.000Z$/, '+00:00');
  }

  path(): string {
    return this.random.pick(names.paths);
  }

  team(): string {
    return this.random.pick(names.teams);
  }

  stage(): string {
    return this.random.pick(names.stages);
  }

  region(): string {
    return this.random.pick(names.regions);
  }

  workload(): string {
    return `${this.team()}-${this.random.pick(names.workloads)}`;
  }

  person(): string {
    return `${this.random.pick(names.givenNames)}.${this.random.pick(names.familyNames)}`;
  }

  otherAccount(): string {
    return this.random.pick(OTHER_ACCOUNTS);
  }

  computeService(): string {
    return this.random.pick(names.computeServices);
  }

  otherService(): string {
    return this.random.pick(names.otherServices);
  }

  tags(): { readonly Key: string; readonly Value: string }[] {
    const tags = [{ Key: 'Team', Value: this.team() }];
    if (this.random.chance(0.7)) tags.push({ Key: 'Environment', Value: this.stage() });
    if (this.random.chance(0.4))
      tags.push({ Key: 'CostCentre', Value: String(this.random.integer(1000, 9999)) });
    if (this.random.chance(0.3))
      tags.push({ Key: 'ManagedBy', Value: this.random.pick(['terraform', 'cloudformation', 'cdk']) });
    return tags;
  }

  /** A resource a template stands for: narrow most of the time, with a wildcard where people write one. */
  resource(template: string): string {
    const anywhere = this.random.chance(0.35);
    return template.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
      if (variable === 'Partition') return 'aws';
      if (variable === 'Region') return anywhere ? '*' : this.region();
      if (variable === 'Account') return this.random.chance(0.9) ? ACCOUNT_ID : '*';
      return this.random.weighted([
        [5, `${this.team()}-${this.random.pick(names.things)}-${this.stage()}`],
        [3, `${this.team()}-*`],
        [2, '*'],
      ]);
    });
  }
}
