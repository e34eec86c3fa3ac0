type Step = string | number;

/** A call of a module that an address goes through. */
export interface ModuleStep {
  readonly name: string;
  readonly index: Step | null;
  /** As the address writes it. */
  readonly text: string;
}

/** The calls that a module's address goes through. */
export function moduleSteps(address: string): readonly ModuleStep[] {
  const steps: ModuleStep[] = [];
  for (const [text, name = '', quoted, number] of address.matchAll(
    /module\.([\w-]+)(?:\[(?:("(?:[^"\\]|\\.)*")|(\d+))\])?/g,
  )) {
    const index = quoted === undefined ? (number === undefined ? null : Number(number)) : unquoted(quoted);
    steps.push({ name, index, text });
  }
  return steps;
}

/** The address of the module that a resource stands in; empty for the root. */
export function moduleOf(address: string): string {
  return moduleSteps(address)
    .map(({ text }) => text)
    .join('.');
}

/** The instances of modules that hold resources, or modules that do. */
export class ModuleInstances {
  /** By their addresses, and by those without the index of the last call. */
  private readonly byAddress = new Map<string, Set<string>>();

  constructor(addresses: Iterable<string>) {
    for (const address of addresses) this.add(address);
  }

  private add(address: string): void {
    let whole = '';
    for (const { name, text } of moduleSteps(address)) {
      const prefix = whole === '' ? '' : `${whole}.`;
      whole = `${prefix}${text}`;
      for (const key of [whole, `${prefix}module.${name}`]) {
        const known = this.byAddress.get(key);
        if (known === undefined) this.byAddress.set(key, new Set([whole]));
        else known.add(whole);
      }
    }
  }

  /** The addresses of all instances of a module; the address itself where it names one, or none is known. */
  of(address: string): readonly string[] {
    return [...(this.byAddress.get(address) ?? [address])];
  }
}

/** What stands between the quotes of an index. */
export function unquoted(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}

/** An index as addresses write it. */
export function indexText(index: Step): string {
  return typeof index === 'number' ? `[${index}]` : `[${JSON.stringify(index)}]`;
}
