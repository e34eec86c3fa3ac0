import { describe, expect, it } from 'vitest';
import { scanInfrastructure } from '../../src/index.js';
import { policyScanText } from '../../src/output/policy-text.js';
import { catalog } from '../scenarios/policy-scenario.js';

const textOf = async (statement: string) => {
  const text = `
Parameters: { Actions: { Type: CommaDelimitedList } }
Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Statement: [${statement}] }
`;
  return policyScanText(await scanInfrastructure([{ path: 'stack.yaml', text }], { catalog }));
};

describe('where files declare nothing that is found', () => {
  it('says so', async () => {
    expect(await textOf(`{ Effect: Allow, Action: 'sts:GetCallerIdentity', Resource: '*' }`)).toBe(
      'There were no results found.\n',
    );
  });

  it('says how much was not looked at', async () => {
    expect(await textOf(`{ Effect: Allow, Action: !Ref Actions, Resource: '*' }`)).toBe(
      'There were no results found in what could be assessed; 1 part was not.\n',
    );
    const two = `{ Effect: Allow, Action: !Ref Actions, Resource: '*' }, { Effect: !Ref Actions, Action: 'iam:*', Resource: '*' }`;
    expect(await textOf(two)).toBe(
      'There were no results found in what could be assessed; 2 parts were not.\n',
    );
  });
});
