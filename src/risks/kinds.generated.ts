// Written by `npm run generate` from the files beside it; do not edit.
import { assumableByAnyPrincipal } from './kinds/assumable-by-any-principal.js';
import { assumableByAnyPrincipalWithConditions } from './kinds/assumable-by-any-principal-with-conditions.js';
import { assumableByAnyWebIdentity } from './kinds/assumable-by-any-web-identity.js';
import { assumableByBroadWebIdentity } from './kinds/assumable-by-broad-web-identity.js';
import { assumableByComputeService } from './kinds/assumable-by-compute-service.js';
import { assumableByCrossAccountPrincipal } from './kinds/assumable-by-cross-account-principal.js';
import { assumableByNotPrincipal } from './kinds/assumable-by-not-principal.js';
import { assumableBySamlWithoutAudience } from './kinds/assumable-by-saml-without-audience.js';
import { assumableByServiceWithoutSource } from './kinds/assumable-by-service-without-source.js';
import { assumableByThirdPartyWithoutExternalId } from './kinds/assumable-by-third-party-without-external-id.js';
import { assumableByWebIdentityWithoutAudience } from './kinds/assumable-by-web-identity-without-audience.js';
import { assumableFromAnyBranch } from './kinds/assumable-from-any-branch.js';
import { credentialsExposure } from './kinds/credentials-exposure.js';
import { dataExfiltration } from './kinds/data-exfiltration.js';
import { infrastructureModification } from './kinds/infrastructure-modification.js';
import { privilegeEscalation } from './kinds/privilege-escalation.js';
import { resourceExposure } from './kinds/resource-exposure.js';
import { resourceOpenToAnotherAccount } from './kinds/resource-open-to-another-account.js';
import { resourceOpenToAnyone } from './kinds/resource-open-to-anyone.js';
import { resourceOpenToAnyoneWithConditions } from './kinds/resource-open-to-anyone-with-conditions.js';
import { resourceOpenToServiceWithoutSource } from './kinds/resource-open-to-service-without-source.js';
import { serviceWildcard } from './kinds/service-wildcard.js';
import { trustsDeletedPrincipal } from './kinds/trusts-deleted-principal.js';
import type { RiskKind } from './risk-kind.js';

/** Every risk kind, in the order in which kinds are shown. */
export const RISK_KINDS: readonly RiskKind[] = [
  assumableByAnyPrincipal,
  assumableByAnyPrincipalWithConditions,
  assumableByAnyWebIdentity,
  assumableByBroadWebIdentity,
  assumableByComputeService,
  assumableByCrossAccountPrincipal,
  assumableByNotPrincipal,
  assumableBySamlWithoutAudience,
  assumableByServiceWithoutSource,
  assumableByThirdPartyWithoutExternalId,
  assumableByWebIdentityWithoutAudience,
  assumableFromAnyBranch,
  credentialsExposure,
  dataExfiltration,
  infrastructureModification,
  privilegeEscalation,
  resourceExposure,
  resourceOpenToAnotherAccount,
  resourceOpenToAnyone,
  resourceOpenToAnyoneWithConditions,
  resourceOpenToServiceWithoutSource,
  serviceWildcard,
  trustsDeletedPrincipal,
].sort((a, b) => a.order - b.order);
