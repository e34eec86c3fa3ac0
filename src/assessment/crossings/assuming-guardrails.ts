import {
  guardrailsOf,
  type Guardrails,
  type OrganizationPolicies,
} from '../../account/organization-policies.js';
import type { OrganizationPlaces } from '../../account/organization-place.js';
import { assumingActions, assumingDocument } from './assuming-statements.js';

const NO_PLACES: OrganizationPlaces = new Map();

/** The service control policies of an organisation as far as they are about assuming roles, equal ones once. */
export class AssumingGuardrails {
  private readonly organization: OrganizationPolicies | null;
  private readonly byAccount = new Map<string, Guardrails>();
  private readonly known = new Map<string, Guardrails>();

  constructor(organization: OrganizationPolicies | null) {
    this.organization = organization;
  }

  /** What binds the principals of an account; the same object for accounts that are bound alike. */
  of(accountId: string): Guardrails {
    let guardrails = this.byAccount.get(accountId);
    if (guardrails === undefined) {
      const reduced = this.reduced(accountId);
      const text = JSON.stringify(reduced);
      guardrails = this.known.get(text) ?? reduced;
      this.known.set(text, guardrails);
      this.byAccount.set(accountId, guardrails);
    }
    return guardrails;
  }

  /** Where accounts stand in the organisation. */
  get places(): OrganizationPlaces {
    return this.organization?.places ?? NO_PLACES;
  }

  private reduced(accountId: string): Guardrails {
    const levels = guardrailsOf(this.organization, accountId)?.serviceControlPolicies ?? null;
    const serviceControlPolicies =
      levels?.map(({ level, policies }) => ({
        level,
        name: null,
        policies: policies.map(({ document }) => ({
          name: '',
          document: assumingDocument(document, assumingActions(true)),
        })),
      })) ?? null;
    return { serviceControlPolicies, resourceControlPolicies: null };
  }
}
