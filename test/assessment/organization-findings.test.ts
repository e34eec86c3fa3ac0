import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment, Finding, JsonValue, PolicyType } from '../../src/assessment/assessment.js';
import { accountFindings } from '../../src/assessment/account-findings.js';
import { accountContribution } from '../../src/assessment/account-contribution.js';
import { EarlierFindings, parseEarlierFindings } from '../../src/assessment/earlier-findings.js';
import { OrganizationCollector } from '../../src/assessment/organization-collector.js';
import type { OrganizationFindings } from '../../src/assessment/organization-findings.js';
import { storeAssessment } from '../../src/assessment/stored/store-assessment.js';
import { InputError } from '../../src/policy/input-error.js';
import { findingsChunks } from '../../src/output/findings.js';
import { organizationFindingsChunks } from '../../src/output/organization-findings.js';
import { fixtureAssessment } from '../report-app/fixture-assessment.js';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../src/assessment/organization-findings.schema.json', import.meta.url), 'utf8'),
);
// The schema is the project's own; Ajv itself refuses it if it is none.
const validate = new Ajv({ strict: false }).compile(schema as object);

const FILES = { report: 'r.html', findings: 'f.json' };
const DOCUMENTS: readonly JsonValue[] = [{ Statement: 'one' }, { Statement: 'two' }];

interface Holding {
  readonly name: string;
  readonly type?: PolicyType;
  readonly document: number;
  readonly severity?: Finding['severity'];
  readonly counted?: boolean;
}

/** An account with policies, each with one finding. */
function account(id: string, ...policies: readonly Holding[]): Assessment {
  const base = fixtureAssessment();
  const [template] = base.policies;
  if (template === undefined) throw new Error('the fixture has no policy');
  return {
    ...base,
    name: `account-${id}`,
    account: { ...base.account, id },
    documents: DOCUMENTS,
    policies: policies.map(({ name, document, type = 'inline' }) => ({ ...template, name, document, type })),
    findings: policies.map(({ severity = 'high', counted = true, name }, policy): Finding => ({
      id: `${id}-${name}`,
      kind: 'ResourceExposure',
      severity,
      subject: { type: 'policy', policy },
      reach: 'unrestricted',
      counted,
      grantedBy: [0],
    })),
    escalation: { ...base.escalation, administrators: [], chains: [] },
    notAssessed: [],
    summary: {
      ...base.summary,
      bySeverity: { critical: 0, high: policies.length, medium: 0, low: 0, none: 0 },
    },
  };
}

function rollUp(...assessments: readonly Assessment[]): OrganizationFindings {
  const collector = new OrganizationCollector();
  for (const assessment of assessments) collector.add(accountContribution(assessment, FILES));
  return collector.build();
}

const sharedOf = (...assessments: readonly Assessment[]): readonly (readonly [string, number, number])[] =>
  rollUp(...assessments).shared.map(({ name, documents, accounts }) => [name, documents, accounts.length]);

describe('findings that several accounts share', () => {
  it('are on policies with the same document, whatever their names', () => {
    expect(
      sharedOf(account('1', { name: 'a', document: 0 }), account('2', { name: 'b', document: 0 })),
    ).toEqual([['a', 1, 2]]);
  });

  it('are on managed policies with the same name, whatever their documents, and not on inline ones', () => {
    const managed = (document: number): Holding => ({ name: 'a', type: 'customer-managed', document });
    expect(sharedOf(account('1', managed(0)), account('2', managed(1)))).toEqual([['a', 2, 2]]);
    expect(
      sharedOf(account('1', { name: 'a', document: 0 }), account('2', { name: 'a', document: 1 })),
    ).toEqual([]);
  });

  it('become one where a policy has the name of some and the document of others', () => {
    const managed = (name: string, document: number): Holding => ({
      name,
      type: 'customer-managed',
      document,
    });
    expect(
      sharedOf(account('1', managed('a', 0)), account('2', managed('b', 1)), account('3', managed('a', 1))),
    ).toEqual([['a', 2, 3]]);
  });

  it('stand before those of AWS-managed policies, which nobody can change, however many accounts have these', () => {
    const ofAws: Holding = { name: 'PowerUserAccess', type: 'aws-managed', document: 0 };
    const own: Holding = { name: 'a', type: 'customer-managed', document: 1 };
    expect(sharedOf(account('1', ofAws), account('2', ofAws, own), account('3', ofAws, own))).toEqual([
      ['a', 1, 2],
      ['PowerUserAccess', 1, 3],
    ]);
  });

  it('count only where they count, and not within one account', () => {
    const policy: Holding = { name: 'a', document: 0 };
    expect(sharedOf(account('1', policy), account('2', { ...policy, counted: false }))).toEqual([]);
    expect(sharedOf(account('1', policy, policy))).toEqual([]);
  });

  it('do not depend on the order of the accounts', () => {
    const holding = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      type: fc.constantFrom('inline' as const, 'customer-managed' as const),
      document: fc.nat(1),
    });
    fc.assert(
      fc.property(fc.array(fc.array(holding, { maxLength: 3 }), { maxLength: 5 }), (accounts) => {
        const all = accounts.map((policies, index) => account(String(index), ...policies));
        const counts = (list: readonly Assessment[]): readonly string[] =>
          rollUp(...list)
            .shared.map(
              ({ documents, accounts: shared, findings }) => `${documents} ${shared.length} ${findings}`,
            )
            .sort();
        expect(counts([...all].reverse())).toEqual(counts(all));
      }),
    );
  });
});

describe('the findings of an organisation', () => {
  it('name the gravest account first and add up the others', () => {
    const one: Holding = { name: 'a', document: 0 };
    const { accounts, summary, shared } = rollUp(
      account('1', one),
      account('2', one, { name: 'b', document: 1 }),
    );
    expect(accounts.map(({ name }) => name)).toEqual(['account-2', 'account-1']);
    expect(summary.bySeverity.high).toBe(3);
    expect(shared[0]?.accounts).toEqual([0, 1]);
    expect(accounts[0]?.findings.high).toEqual(['2-a', '2-b']);
  });

  it('describe all kinds that any account was judged by, in whatever order the accounts come', () => {
    const all = account('1', { name: 'a', document: 0 });
    const fewer = { ...account('2', { name: 'a', document: 0 }), kinds: all.kinds.slice(0, -1) };
    const ids = all.kinds.map(({ id }) => id);
    expect(rollUp(all, fewer).kinds.map(({ id }) => id)).toEqual(ids);
    expect(rollUp(fewer, all).kinds.map(({ id }) => id)).toEqual(ids);
  });

  it('fit their schema and survive being written', () => {
    const collector = new OrganizationCollector(new EarlierFindings([]));
    collector.add(accountContribution(fixtureAssessment(), FILES));
    collector.addNotAssessed('b.json', 'not JSON');
    const findings = collector.build();
    const written: unknown = JSON.parse([...organizationFindingsChunks(findings)].join(''));
    expect(written).toEqual(findings);
    validate(written);
    expect(validate.errors).toBeNull();
  });
});

describe('earlier findings', () => {
  it('are read from an assessment, a findings file and a roll-up alike', () => {
    const assessment = fixtureAssessment();
    const [ofAccount] = parseEarlierFindings(JSON.parse(JSON.stringify(assessment)));
    const collector = new OrganizationCollector();
    collector.add(accountContribution(assessment, FILES));
    const [ofOrganization] = parseEarlierFindings(JSON.parse(JSON.stringify(collector.build())));
    const sorted = Object.fromEntries(
      Object.entries(ofAccount?.findings ?? {}).map(([severity, ids]) => [severity, [...ids].sort()]),
    );
    // Of an organisation's findings only the fingerprints are known.
    expect({ ...ofAccount, findings: sorted, details: undefined }).toEqual(ofOrganization);
    const [ofFile] = parseEarlierFindings(JSON.parse([...findingsChunks(assessment)].join('')));
    expect(ofFile).toEqual(ofAccount);
  });

  it('are the same in the findings file, which leaves out what is false', () => {
    const assessment = account('1', { name: 'a', document: 0 });
    const stored: unknown = JSON.parse(JSON.stringify(storeAssessment(assessment)));
    expect(parseEarlierFindings(stored)).toEqual(parseEarlierFindings(assessment));
  });

  it('of one account are the youngest', () => {
    const [before] = parseEarlierFindings(account('1', { name: 'a', document: 0 }));
    if (before === undefined) throw new Error('nothing was read');
    const later = { ...before, assessedAt: '2027-01-01T00:00:00.000Z' };
    const earlier = new EarlierFindings([later, before]);
    expect(earlier.of({ accountId: '1', name: 'another' })).toBe(later);
    expect(earlier.accounts).toEqual([later]);
    expect(earlier.of({ accountId: null, name: 'account-1' })).toBeNull();
  });

  it('throw nothing but InputError on whatever JSON', () => {
    const formats = fc.constantFrom(
      'cloudsplaining-assessment',
      'cloudsplaining-findings',
      'cloudsplaining-organization-findings',
    );
    const input = fc.oneof(
      fc.jsonValue(),
      fc.record({
        format: formats,
        version: fc.constant(1),
        findings: fc.jsonValue(),
        accounts: fc.array(fc.jsonValue()),
        options: fc.jsonValue(),
        account: fc.jsonValue(),
      }),
    );
    fc.assert(
      fc.property(input, (value) => {
        try {
          parseEarlierFindings(value);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
    );
  });
});

describe('who can become administrator of an account', () => {
  it('is counted without its administrators, and outsiders apart', () => {
    const base = fixtureAssessment();
    const chain = { verdict: 'confirmed', hops: [] } as const;
    const escalation = {
      ...base.escalation,
      administrators: [
        {
          principal: 0,
          kind: 'holds everything',
          verdict: 'confirmed',
          by: null,
          withinGuardrails: false,
        } as const,
      ],
      chains: [
        { ...chain, from: 0 },
        { ...chain, from: 1 },
        { ...chain, from: null, outsider: '*' },
        { ...chain, from: null, outsider: '999999999999' },
      ],
    };
    expect(accountFindings({ ...base, escalation }, FILES)).toMatchObject({
      administrators: 1,
      canBecomeAdministrator: 1,
      outsidersBecomeAdministrator: 2,
    });
  });
});
