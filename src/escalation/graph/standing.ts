import type { EffectiveAccessReader } from '../../access/effective-access.js';
import type { FreeingOthers } from './freeing-others.js';
import type { OlderVersions } from './older-versions.js';
import type { Targets } from './targets.js';

/** What is known of all principals before the edges between them are drawn. */
export interface Standing {
  readonly reader: EffectiveAccessReader;
  /** Who hold everything already. */
  readonly holdEverything: Targets;
  /** Whom nothing keeps from what they are given. */
  readonly ceilings: Targets;
  /** Who could do everything if they wrote their own policies, and took off by that what holds them back. */
  readonly attaining: Targets;
  /** Who would hold everything but for their permissions boundary. */
  readonly heldBackByBoundary: Targets;
  /** Whether somebody can assume a role at all. */
  readonly canAssumeRoles: (principal: number) => boolean;
  readonly freeing: FreeingOthers;
  readonly olderVersions: OlderVersions;
}
