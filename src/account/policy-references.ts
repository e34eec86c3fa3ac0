import type { AccountProblem, ManagedPolicy, User } from './account.js';
import type { AuthorizationEntry } from './authorization-entry.js';
import { MissingReferences } from './missing-references.js';

/** Resolves what principals say about managed policies; policies that the file lacks are noted. */
export class PolicyReferences {
  private readonly policies: ReadonlyMap<string, ManagedPolicy>;
  private readonly missingAttached = new MissingReferences(
    (arn) => `policy ${arn}`,
    (principals) => `it is attached to ${principals} but is not in the file, so it is not assessed`,
  );
  private readonly missingBoundaries = new MissingReferences(
    (arn) => `policy ${arn}`,
    (principals) =>
      `it is the permissions boundary of ${principals} but is not in the file, so its limits are not known`,
  );

  constructor(policies: ReadonlyMap<string, ManagedPolicy>) {
    this.policies = policies;
  }

  /**
   * The policies under AttachedManagedPolicies, each once.
   *
   * @param missing - gets those that the file lacks, in words
   */
  attached(principal: AuthorizationEntry, missing: string[]): readonly ManagedPolicy[] {
    const arns = new Set<string>();
    const attached: ManagedPolicy[] = [];
    for (const entry of principal.entries('AttachedManagedPolicies', 'attached policy')) {
      const arn = entry.requiredText('PolicyArn', 'it is not known which policy is attached');
      if (arn === null || arns.has(arn)) continue;
      arns.add(arn);
      const policy = this.policies.get(arn);
      if (policy === undefined) {
        this.missingAttached.note(arn, () => entry.where());
        missing.push(`policy ${arn}`);
      } else attached.push(policy);
    }
    return attached;
  }

  boundary(principal: AuthorizationEntry): User['permissionsBoundary'] {
    const entry = principal.entry('PermissionsBoundary', 'permissions boundary');
    const arn = entry?.requiredText('PermissionsBoundaryArn', 'the boundary is passed over') ?? null;
    if (entry === null || arn === null) return null;
    const policy = this.policies.get(arn) ?? null;
    if (policy === null) this.missingBoundaries.note(arn, () => entry.where('PermissionsBoundaryArn'));
    return { arn, policy };
  }

  problems(): readonly AccountProblem[] {
    return [...this.missingAttached.problems(), ...this.missingBoundaries.problems()];
  }
}
