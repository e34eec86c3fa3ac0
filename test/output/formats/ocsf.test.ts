import { describe, expect, it } from 'vitest';
import { scanPolicy } from '../../../src/assessment/scan-policy.js';
import { catalog } from '../../scenarios/policy-scenario.js';
import { exampleAssessment, fullAssessment, jsonLines, written } from './format-fixtures.js';
import { faultsBy } from './json-schema.js';
import { first, type OcsfEvent } from './written-shapes.js';

const faults = faultsBy('ocsf-detection-finding');

describe('events of OCSF', () => {
  it('are Detection Findings by the schema', async () => {
    const alone = scanPolicy({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, { catalog });
    for (const assessment of [exampleAssessment(), fullAssessment(), alone]) {
      const events = jsonLines(await written('ocsf', assessment, { region: 'eu-central-1' }));
      expect(events.length).toBeGreaterThan(0);
      expect(events.flatMap(faults)).toEqual([]);
    }
  });

  it.each<[string, (event: OcsfEvent) => void]>([
    ['without the product', (event) => delete event.metadata.product],
    ['of another version', (event) => (event.metadata.version = '1.8.0')],
    ['with a type that is not its activity', (event) => (event.type_uid = 200403)],
    ['with a severity in words', (event) => (event.severity_id = 'high')],
    ['with an attribute that there is not', (event) => (event.finding_info['colour'] = 'red')],
    ['without the required text of a remediation', (event) => delete event.remediation.desc],
  ])('are refused %s', async (_, spoil) => {
    const event = first(jsonLines(await written('ocsf', exampleAssessment())) as unknown as OcsfEvent[]);
    spoil(event);
    expect(faults(event).length).toBeGreaterThan(0);
  });

  it('are created, updated and closed', async () => {
    const events = jsonLines(await written('ocsf', fullAssessment())) as unknown as readonly OcsfEvent[];
    const count = (activity: string, status: string) =>
      events.filter((event) => event.activity_name === activity && event.status === status).length;
    expect([
      count('Create', 'New'),
      count('Create', 'Suppressed'),
      count('Update', 'Suppressed'),
      count('Close', 'Resolved'),
    ]).toEqual([1, 1, 2, 1]);
    expect(count('Update', 'New')).toBe(events.length - 5);
    expect(events.filter(({ is_alert: isAlert }) => isAlert === false).length).toBe(4);
  });

  it('say where a finding comes from', async () => {
    const events = jsonLines(await written('ocsf', fullAssessment())) as unknown as readonly OcsfEvent[];
    const sources = events.flatMap(({ evidences = [] }) =>
      evidences.flatMap(({ data }) => data.sources ?? []),
    );
    expect(sources).toContain('infra/main.json:12');
    expect(first(events).cloud.account).toEqual({ uid: '111122223333', type_id: 10, type: 'AWS Account' });
  });

  it.each([
    ['principal', 'arn:aws:iam::111122223333:user/team/ada', 'user ada', 'AWS::IAM::User'],
    ['principal', 'arn:aws:iam::111122223333:group/ada', 'group ada', 'AWS::IAM::Group'],
    ['principal', 'arn:aws:iam::111122223333:role/user/ada', 'role ada', 'AWS::IAM::Role'],
    ['trust-policy', 'arn:aws:iam::111122223333:role/ada', 'trust policy of role ada', 'AWS::IAM::Role'],
    ['policy', undefined, 'policy ada', 'AWS::IAM::ManagedPolicy'],
    ['resource-policy', 'arn:aws:s3:::ada', 'resource policy ada', 'Other'],
  ] as const)('say what a closed one was on: %s %s', async (on, arn, phrase, type) => {
    const { trend, ...assessment } = fullAssessment();
    if (trend === undefined) throw new Error('the fixture compares with nothing');
    const gone = { id: '0', severity: 'high', kind: 'PrivilegeEscalation', on, name: 'ada' } as const;
    const fixedFindings = [arn === undefined ? gone : { ...gone, arn }];
    const text = await written('ocsf', { ...assessment, findings: [], trend: { ...trend, fixedFindings } });
    const event = first(jsonLines(text) as unknown as OcsfEvent[]);
    expect(event.message).toBe(`Privilege Escalation in ${phrase} was found before and is there no more.`);
    expect(event.resources.map((resource) => resource.type)).toEqual([type]);
  });
});
