/** One import, or export from elsewhere, of a source file. */
export interface ImportStatement {
  /** What is imported, as written: a path, `node:fs`, a package. */
  readonly specifier: string;
  /** Whether nothing of it is left when the types are taken away. */
  readonly isTypeOnly: boolean;
  readonly isDynamic: boolean;
}

const STATIC = /^(?:import|export)\s+(type\s+)?(?:[\w$*{][^'";]*?\s)?from\s+'([^']+)'/gm;
const SIDE_EFFECT = /^import\s+'([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*'([^']+)'\s*\)/g;

/**
 * The imports of a file, read from its text. Enough for this project's own sources, which are formatted: an
 * import stands at the beginning of a line, in single quotes.
 */
export function importStatements(text: string): readonly ImportStatement[] {
  return [
    ...[...text.matchAll(STATIC)].map(([, type, specifier = '']) => ({
      specifier,
      isTypeOnly: type !== undefined,
      isDynamic: false,
    })),
    ...[...text.matchAll(SIDE_EFFECT)].map(([, specifier = '']) => ({
      specifier,
      isTypeOnly: false,
      isDynamic: false,
    })),
    ...[...text.matchAll(DYNAMIC)].map(([, specifier = '']) => ({
      specifier,
      isTypeOnly: false,
      isDynamic: true,
    })),
  ];
}
