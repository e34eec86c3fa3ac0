import type { Finding } from '../../assessment/assessment.js';

/** The reach of a finding on a policy, as a sentence. */
export function reachSentence(finding: Finding): string {
  const keys = finding.conditionKeys ?? [];
  const onKeys = keys.length === 0 ? '' : ` on ${keys.join(', ')}`;
  switch (finding.reach) {
    case 'unrestricted':
      return (finding.limitedBy ?? []).length === 0
        ? 'Unrestricted: on every resource of its type, and no condition limits it.'
        : 'Unrestricted with exceptions: a Deny cuts something out, but the rest is within reach and no condition limits it.';
    case 'conditional':
      return `Conditional: on every resource of its type, but only under conditions${onKeys}.`;
    case 'scoped':
      return keys.length === 0
        ? 'Scoped: only on the resources that the statements name.'
        : `Scoped: only on the resources that the statements name, and under conditions${onKeys}.`;
  }
}

/** Why a finding does not count, as a sentence; null where it counts. */
export function notCountedSentence(finding: Finding): string | null {
  if (finding.counted) return null;
  switch (finding.notCounted) {
    case 'conditional':
      return 'It does not count in totals because conditions limit it; --flag-all-risky-actions makes it count.';
    case 'scoped':
      return 'It does not count in totals because only named resources are within reach; --flag-all-risky-actions makes it count.';
    case 'extended':
      return 'It does not count in totals because its actions stand in the extended list of this kind only.';
    case 'unattached':
      return 'It does not count in totals because no principal in the input has the policy.';
    case 'trust-policies-not-flagged':
      return 'It does not count in totals because the scan ran without --flag-trust-policies.';
    case 'suppressed':
      return 'It does not count in totals because a suppression of the configuration matches it.';
    default:
      return 'It does not count in totals.';
  }
}

/** A short mark for a finding that does not count; null where it counts. */
export function notCountedMark(finding: Finding): string | null {
  if (finding.counted) return null;
  return finding.notCounted === 'unattached' ? 'unattached, not counted' : 'not counted';
}

/** An address that is safe to follow from the report: https, or nothing. */
export function safeAddress(address: string): string | null {
  return /^https:\/\/[^\s]+$/i.test(address) ? address : null;
}

/** Paragraphs of a kind's explanation. */
export function paragraphs(text: string): readonly string[] {
  return text.split(/\n+/).filter((paragraph) => paragraph.trim() !== '');
}
