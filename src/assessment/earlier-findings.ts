import { InputError } from '../policy/input-error.js';
import { listAt, objectAt, stringAt, timeAt } from '../policy/input-fields.js';
import type { JsonObject } from '../policy/json-shape.js';
import type { ComparedOptions, Severity } from './assessment.js';
import { earlierDetails } from './earlier-details.js';
import type { EarlierAccount } from './findings-trend.js';
import { SEVERITIES, severityAt } from './severity.js';

/** The findings of earlier scans, by account. */
export class EarlierFindings {
  readonly accounts: readonly EarlierAccount[];
  private readonly byId = new Map<string, EarlierAccount>();
  private readonly byName = new Map<string, EarlierAccount>();

  /** Of an account that is there several times, the youngest counts. */
  constructor(all: readonly EarlierAccount[]) {
    const byAge = [...all].sort((a, b) =>
      a.assessedAt < b.assessedAt ? -1 : a.assessedAt > b.assessedAt ? 1 : 0,
    );
    for (const account of byAge) {
      if (account.accountId === null) this.byName.set(account.name, account);
      else this.byId.set(account.accountId, account);
    }
    this.accounts = [...this.byId.values(), ...this.byName.values()];
  }

  /** The earlier findings of an account: by its id, where it has none by its name. */
  of({
    accountId,
    name,
  }: {
    readonly accountId: string | null;
    readonly name: string;
  }): EarlierAccount | null {
    return (accountId === null ? this.byName.get(name) : this.byId.get(accountId)) ?? null;
  }

  /**
   * What a baseline holds of an account: as {@link of}, and where there is only one in it, that, unless both are known
   * and not the same. Policy files have no account, and files are renamed.
   */
  baselineOf(account: { readonly accountId: string | null; readonly name: string }): EarlierAccount | null {
    const own = this.of(account);
    const [only, ...others] = this.accounts;
    if (own !== null || only === undefined || others.length > 0) return own;
    return only.accountId === null || account.accountId === null ? only : null;
  }
}

/**
 * Reads the parsed JSON of a findings file of one account, of an assessment, or of the findings of an organisation.
 * Only what is compared is looked at, so that a file of another year does.
 *
 * @throws {InputError} with the JSON path of what cannot be read
 */
export function parseEarlierFindings(input: unknown): readonly EarlierAccount[] {
  const file = objectAt(input, '$');
  switch (file['format']) {
    // What is read here is written alike in both.
    case 'cloudsplaining-findings':
    case 'cloudsplaining-assessment':
      refuseOtherVersions(file);
      return [fromAssessment(file)];
    case 'cloudsplaining-organization-findings':
      refuseOtherVersions(file);
      return listAt(file['accounts'], '$.accounts').map((account, index) =>
        fromAccount(objectAt(account, `$.accounts[${index}]`), `$.accounts[${index}]`),
      );
    default:
      throw new InputError(
        'this is no findings file; name an iam-findings-NAME.json or organization-findings.json that a scan wrote',
        '$',
      );
  }
}

function refuseOtherVersions({ version }: JsonObject): void {
  if (version !== 1)
    throw new InputError(
      'only version 1 of findings files can be read; make it anew with this version',
      '$.version',
    );
}

function fromAssessment(file: JsonObject): EarlierAccount {
  const findings = noIds();
  listAt(file['findings'], '$.findings').forEach((value, index) => {
    const where = `$.findings[${index}]`;
    const finding = objectAt(value, where);
    // Findings files leave out what counts; both say why something does not.
    if (finding['notCounted'] !== undefined) return;
    findings[severityAt(finding['severity'], `${where}.severity`)].push(
      stringAt(finding['id'], `${where}.id`),
    );
  });
  const account = objectAt(file['account'], '$.account');
  return {
    name: stringAt(file['name'], '$.name'),
    accountId: textOrNullAt(account['id'], '$.account.id'),
    assessedAt: timeAt(file['assessedAt'], '$.assessedAt'),
    options: optionsAt(file['options'], '$.options'),
    findings,
    details: earlierDetails(file),
  };
}

function fromAccount(account: JsonObject, where: string): EarlierAccount {
  const lists = objectAt(account['findings'], `${where}.findings`);
  const findings = noIds();
  for (const severity of SEVERITIES) {
    const place = `${where}.findings.${severity}`;
    listAt(lists[severity], place).forEach((id, index) =>
      findings[severity].push(stringAt(id, `${place}[${index}]`)),
    );
  }
  return {
    name: stringAt(account['name'], `${where}.name`),
    accountId: textOrNullAt(account['accountId'], `${where}.accountId`),
    assessedAt: timeAt(account['assessedAt'], `${where}.assessedAt`),
    options: optionsAt(account['options'], `${where}.options`),
    findings,
  };
}

function optionsAt(value: unknown, where: string): ComparedOptions {
  const options = objectAt(value, where);
  return {
    flagAllRiskyActions: options['flagAllRiskyActions'] === true,
    flagTrustPolicies: options['flagTrustPolicies'] === true,
    severities: listAt(options['severities'], `${where}.severities`).map((severity, index) =>
      severityAt(severity, `${where}.severities[${index}]`),
    ),
  };
}

function textOrNullAt(value: unknown, where: string): string | null {
  return value == null ? null : stringAt(value, where);
}

function noIds(): Record<Severity, string[]> {
  return { critical: [], high: [], medium: [], low: [], none: [] };
}
