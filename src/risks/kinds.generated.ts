// Written by `npm run generate` from the files beside it; do not edit.
import { assumableByAnyPrincipal } from './kinds/assumable-by-any-principal.js';
import { assumableByAnyPrincipalWithConditions } from './kinds/assumable-by-any-principal-with-conditions.js';
import { assumableByComputeService } from './kinds/assumable-by-compute-service.js';
import { assumableByCrossAccountPrincipal } from './kinds/assumable-by-cross-account-principal.js';
import { credentialsExposure } from './kinds/credentials-exposure.js';
import { dataExfiltration } from './kinds/data-exfiltration.js';
import { infrastructureModification } from './kinds/infrastructure-modification.js';
import { privilegeEscalation } from './kinds/privilege-escalation.js';
import { resourceExposure } from './kinds/resource-exposure.js';
import { serviceWildcard } from './kinds/service-wildcard.js';
import type { RiskKind } from './risk-kind.js';

/** Every risk kind, in the order in which kinds are shown. */
export const RISK_KINDS: readonly RiskKind[] = [
  assumableByAnyPrincipal,
  assumableByAnyPrincipalWithConditions,
  assumableByComputeService,
  assumableByCrossAccountPrincipal,
  credentialsExposure,
  dataExfiltration,
  infrastructureModification,
  privilegeEscalation,
  resourceExposure,
  serviceWildcard,
].sort((a, b) => a.order - b.order);
