/** One AWS service: its actions are the indexes from `first` up to but not including `end`. */
export class Service {
  readonly prefix: string;
  readonly name: string;
  readonly first: number;
  readonly end: number;
  private canonical: string | readonly string[];
  private namesMemo: readonly string[] | null = null;

  /** @param canonicalNames - names of the actions, separated by commas */
  constructor(prefix: string, name: string, first: number, end: number, canonicalNames: string) {
    this.prefix = prefix;
    this.name = name;
    this.first = first;
    this.end = end;
    this.canonical = canonicalNames;
  }

  /** Canonical names, `s3:GetObject`, in the order of the indexes. */
  get canonicalNames(): readonly string[] {
    // Taken apart when asked for: most policies touch few services.
    if (typeof this.canonical === 'string')
      this.canonical = this.canonical === '' ? [] : this.canonical.split(',');
    return this.canonical;
  }

  /** Action names without the prefix, ordered without regard to case. */
  get actionNames(): readonly string[] {
    const start = this.prefix.length + 1;
    this.namesMemo ??= this.canonicalNames.map((name) => name.slice(start));
    return this.namesMemo;
  }
}
