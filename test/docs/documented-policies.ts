/** A policy of a documentation page, and the findings that the page says it has. */
export interface DocumentedPolicy {
  /** The heading it stands under and its place there. */
  readonly name: string;
  readonly document: unknown;
  /** The account to judge it in; null where the page names none. */
  readonly accountId: string | null;
  /** One line a finding, ascending. */
  readonly findings: readonly string[];
}

const POLICY_AND_FINDINGS = /^```json(?: account=(\d{12}))?\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```$/gm;

/** Every JSON block of a page that a block of findings follows. */
export function documentedPolicies(page: string): readonly DocumentedPolicy[] {
  const places = new Map<string, number>();
  return [...page.matchAll(POLICY_AND_FINDINGS)].map((match) => {
    const [, accountId = null, json = '', findings = ''] = match;
    const heading = [...page.slice(0, match.index).matchAll(/^## (.*)$/gm)].at(-1)?.[1] ?? '';
    const place = (places.get(heading) ?? 0) + 1;
    places.set(heading, place);
    return {
      name: `${heading}, ${place}`,
      // Typed as any by JSON.parse; whoever takes it checks it.
      document: JSON.parse(json) as unknown,
      accountId,
      findings: findings.trimEnd().split('\n').sort(),
    };
  });
}
