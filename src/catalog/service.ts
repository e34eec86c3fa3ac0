/** One AWS service: its actions are the indexes from `first` up to but not including `end`. */
export class Service {
  readonly prefix: string;
  readonly name: string;
  readonly first: number;
  readonly end: number;
  private names: string | readonly string[];
  private canonicalNamesMemo: readonly string[] | null = null;

  constructor(prefix: string, name: string, first: number, end: number, names: string) {
    this.prefix = prefix;
    this.name = name;
    this.first = first;
    this.end = end;
    this.names = names;
  }

  /** Canonical names, `s3:GetObject`, in the order of the indexes. */
  get canonicalNames(): readonly string[] {
    this.canonicalNamesMemo ??= this.actionNames.map((name) => `${this.prefix}:${name}`);
    return this.canonicalNamesMemo;
  }

  /** Action names without the prefix, ordered without regard to case. */
  get actionNames(): readonly string[] {
    // Taken apart when asked for: most policies touch few services.
    if (typeof this.names === 'string') this.names = this.names === '' ? [] : this.names.split(',');
    return this.names;
  }
}
