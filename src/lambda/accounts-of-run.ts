import type { ListedAccount } from '../account/listed-accounts.js';
import {
  parseOrganizationPolicies,
  type Guardrails,
  type KnownDocuments,
  type OrganizationPolicies,
} from '../account/organization-policies.js';
import type { OrganizationPlaces } from '../account/organization-place.js';
import { accountContribution } from '../assessment/account-contribution.js';
import { parseAccountCrossings } from '../assessment/crossings/parse-account-crossings.js';
import type { OrganizationFindings } from '../assessment/organization-findings.js';
import { parseFindings } from '../assessment/parse-findings.js';
import { findingsAcross } from '../scanning/across-accounts.js';
import type { AccountFailure } from '../scanning/run-accounts.js';
import { KeptContributions } from '../scanning/kept-contributions.js';
import { accountFileNames } from '../scanning/account-files.js';
import { isOutdated, type RunChanges } from './run-changes.js';
import type { RunFiles } from './run-files.js';
import { guardrailsKey } from './run-objects.js';
import { packagedCatalog } from './scanner-environment.js';

/** Puts the accounts of a run together from the files that their scans wrote. */
export class AccountsOfRun {
  private readonly files: RunFiles;
  private readonly changes: RunChanges;
  private readonly contributions = new KeptContributions();
  private readonly notScanned: AccountFailure[] = [];
  private readonly guardrails = new Map<string, Guardrails>();
  private readonly places: OrganizationPlaces;
  private readonly knownDocuments: KnownDocuments = new Map();
  private managementAccount: string | null = null;
  private isOrganization = false;

  /**
   * @param changes - what has changed since the run began
   * @param places - where the accounts of the organisation stand in it
   */
  constructor(files: RunFiles, changes: RunChanges, places: OrganizationPlaces) {
    this.files = files;
    this.changes = changes;
    this.places = places;
  }

  /**
   * Adds an account, unless its findings are from before a time, or before something changed that they hang on.
   *
   * @param failedSince - when the account began to be scanned without success; null if it did not
   * @returns whether it was added
   * @throws {PermanentFailure} naming the file of the account that is missing or holds something else
   */
  async add({ name, id }: ListedAccount, failedSince: Date | null): Promise<boolean> {
    const { report, findings, crossings } = accountFileNames(name);
    const [assessment, across, bound] = await Promise.all([
      this.files.read(findings, parseFindings),
      this.files.read(crossings, (input) => parseAccountCrossings(input, id)),
      this.files.find(guardrailsKey(id), (input) => parseOrganizationPolicies(input, this.knownDocuments)),
    ]);
    if (failedSince !== null && new Date(assessment.assessedAt) < failedSince) return false;
    if (isOutdated(assessment, id, this.changes)) return false;
    this.contributions.add(accountContribution(assessment, { report, findings }, across));
    if (bound !== null) this.bind(bound);
    return true;
  }

  addNotScanned(failure: AccountFailure): void {
    this.notScanned.push(failure);
  }

  /** What the accounts come to together, with who gets from one into another. */
  findings(): OrganizationFindings {
    return findingsAcross(this.contributions, this.notScanned, null, {
      catalog: packagedCatalog(),
      organizationPolicies: this.isOrganization
        ? {
            managementAccount: this.managementAccount,
            unnamedAccount: null,
            byAccount: this.guardrails,
            places: this.places,
          }
        : null,
    });
  }

  private bind({ managementAccount, byAccount }: OrganizationPolicies): void {
    this.isOrganization = true;
    this.managementAccount = managementAccount;
    for (const [id, guardrails] of byAccount) this.guardrails.set(id, guardrails);
  }
}
