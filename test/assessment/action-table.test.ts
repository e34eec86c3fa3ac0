import { describe, expect, it } from 'vitest';
import { ActionTable } from '../../src/assessment/action-table.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';

const catalog = loadCatalog();

describe('the table of actions', () => {
  const table = new ActionTable();
  table.add(catalog.setOf(['sqs:SendMessage', 'sns:Publish']));
  table.add(catalog.setOf(['ec2:CreateTags', 'sqs:SendMessage']));

  it('names actions once, and sets by their places', () => {
    const { actions, actionSets } = table.build(catalog, new Set());
    expect(actions).toEqual(['ec2:CreateTags', 'sns:Publish', 'sqs:SendMessage']);
    expect(actionSets).toEqual(['1+1', '0,1']);
  });

  it('names the services of the actions and further ones, whatever was asked for before', () => {
    const further = (...services: readonly string[]) =>
      Object.keys(table.build(catalog, new Set([services])).services);
    expect(further('s3')).toEqual(['ec2', 's3', 'sns', 'sqs']);
    expect(further('a4b')).toEqual(['a4b', 'ec2', 'sns', 'sqs']);
    expect(further('a4b', 'sns')).toEqual(['a4b', 'ec2', 'sns', 'sqs']);
    expect(further()).toEqual(['ec2', 'sns', 'sqs']);
  });

  it('tells the levels that names do not tell', () => {
    expect(table.build(catalog, new Set()).accessLevels).toEqual({ Tagging: '0' });
  });
});
