import table from './data/identity-providers.json' with { type: 'json' };

/** What a claim can tell apart, widest first. */
export const LEVELS = ['tenant', 'workload', 'revision'] as const;
/** One of the things that a claim can tell apart. */
export type Level = (typeof LEVELS)[number];

/** What a claim pins: always where its value is exact, else where the value begins like one of the patterns. */
export interface Claim {
  readonly levels: ReadonlyMap<Level, readonly RegExp[]>;
  /** How values begin that pin its narrowest level, words in upper case standing for something else; empty if any does. */
  readonly narrowestValues: readonly string[];
  /** Exact values that do not pin the narrowest level. */
  readonly open: readonly RegExp[];
  /** Whether customers choose of which parts a value is made, so that an exact one may be had by any of them. */
  readonly isComposed: boolean;
}

/** What is known of the identity provider that signs a token. */
export interface IdentityProvider {
  /** Whether the issuer serves every customer of the provider. */
  readonly isShared: boolean;
  readonly checkAudience: boolean;
  /** By the claim's name in lower case; with its prefix where the key does not belong to the issuer. */
  readonly claims: ReadonlyMap<string, Claim>;
}

interface ClaimRow extends Readonly<Partial<Record<Level, readonly string[]>>> {
  readonly open?: readonly string[];
  readonly composed?: boolean;
}

interface ProviderRow {
  readonly id: string;
  readonly issuer: string;
  readonly shared: boolean;
  readonly checkAudience: boolean;
  readonly claims?: Readonly<Record<string, ClaimRow>>;
  readonly claimsOf?: string;
}

/** Providers that people run on hosts of their own, so that an unknown host may be one of them. */
const SELF_HOSTED = ['github-actions', 'gitlab', 'eks'];

const rows: readonly ProviderRow[] = table.providers;
interface KnownProviders {
  readonly byIssuer: ReadonlyMap<string, IdentityProvider>;
  readonly byPattern: readonly (readonly [RegExp, IdentityProvider])[];
  readonly subjectFormats: readonly SubjectFormat[];
}

let knownProviders: KnownProviders | null = null;

/** Read when first asked for: most policies trust no identity provider. */
function providers(): KnownProviders {
  knownProviders ??= readProviders();
  return knownProviders;
}

function readProviders(): KnownProviders {
  const claimsById = new Map(rows.map(({ id, claims }) => [id, claimsOf(claims ?? {})]));
  const byIssuer = new Map<string, IdentityProvider>();
  const byPattern: (readonly [RegExp, IdentityProvider])[] = [];
  for (const { id, issuer, shared, checkAudience, claimsOf: other } of rows) {
    const claims = claimsById.get(other ?? id) ?? new Map<string, Claim>();
    const provider = { isShared: shared, checkAudience, claims };
    if (/[A-Z]/.test(issuer)) byPattern.push([new RegExp(`^${template(issuer, '[^/]+')}$`, 'i'), provider]);
    else byIssuer.set(issuer, provider);
  }
  return { byIssuer, byPattern, subjectFormats: SELF_HOSTED.map(readSubjectFormat) };
}

/** What is known of an issuer; null if it is on no list. */
export function identityProvider(issuer: string): IdentityProvider | null {
  const { byIssuer, byPattern } = providers();
  const exact = byIssuer.get(issuer.toLowerCase());
  if (exact !== undefined) return exact;
  return byPattern.find(([pattern]) => pattern.test(issuer))?.[1] ?? null;
}

/** How subjects of one provider begin, and what pins the workload in them. */
export interface SubjectFormat {
  readonly head: string;
  readonly pinned: readonly RegExp[];
}

/** The formats of subjects with providers that may stand behind any host. */
export function subjectFormats(): readonly SubjectFormat[] {
  return providers().subjectFormats;
}

function readSubjectFormat(id: string): SubjectFormat {
  const row = rows.find((each) => each.id === id);
  const templates = row?.claims?.['sub']?.workload ?? [];
  return {
    head: /^[^A-Z]*/.exec(templates[0] ?? '')?.[0] ?? '',
    pinned: templates.map(beginning),
  };
}

function claimsOf(claims: Readonly<Record<string, ClaimRow>>): ReadonlyMap<string, Claim> {
  return new Map(
    Object.entries(claims).map(([name, row]) => {
      const levels = LEVELS.flatMap((level): [Level, readonly RegExp[]][] => {
        const templates = row[level];
        return templates === undefined ? [] : [[level, templates.map(beginning)]];
      });
      const open = (row.open ?? []).map((text) => new RegExp(`^${template(text)}$`));
      const narrowest = LEVELS.filter((level) => row[level] !== undefined).at(-1);
      const narrowestValues = narrowest === undefined ? [] : (row[narrowest] ?? []);
      const isComposed = row.composed === true;
      return [name.toLowerCase(), { levels: new Map(levels), narrowestValues, open, isComposed }];
    }),
  );
}

function beginning(text: string): RegExp {
  return new RegExp(`^${template(text)}`);
}

/** A regular expression for a text in which words in upper case stand for something else. */
function template(text: string, part = '[^:/]+'): string {
  return text
    .split(/([A-Z][A-Z_]+)/)
    .map((piece, position) => {
      if (position % 2 === 0) return piece.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
      return piece.endsWith('_PATH') ? '[^:]+' : part;
    })
    .join('');
}
