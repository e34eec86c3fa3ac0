import { expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { makersOfIds } from '../../src/fixes/makers-of-ids.js';

const catalog = loadCatalog();

it('are actions that make a resource under an id that AWS chooses, not what belongs to one or bears a name', () => {
  const making = ['ec2:CreateSubnet', 'ec2:RunInstances'];
  const others = [
    'cloud9:CreateEnvironmentToken',
    'ec2:CreateLaunchTemplateVersion',
    'ec2:CreateTags',
    'ec2:TerminateInstances',
    'iam:CreateRole',
    'kms:CreateGrant',
    'organizations:CreateOrganizationalUnit',
    'sqs:CreateQueue',
  ];
  expect(makersOfIds(catalog.setOf([...making, ...others]), catalog)).toEqual(making);
});
