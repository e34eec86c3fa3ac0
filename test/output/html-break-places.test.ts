import { describe, expect, it } from 'vitest';
import { breakPlaces } from '../../src/output/html-break-places.js';
import { nameMarkup } from '../../src/output/html-name.js';

describe('the parts of a name between which a line may end', () => {
  it.each([
    ['AdministratorAccess', ['Administrator', 'Access']],
    ['AmazonEC2ContainerRegistryReadOnly', ['Amazon', 'EC2Container', 'Registry', 'Read', 'Only']],
    [
      'arn:aws:iam::111122223333:user/team/ann',
      ['arn:', 'aws:', 'iam::', '111122223333:', 'user/', 'team/', 'ann'],
    ],
    ['organisation_wide.reader', ['organisation_', 'wide.', 'reader']],
    // Browsers end lines after hyphens by themselves.
    ['catalogue-worker-test-ZU6MEH5TVAZM', ['catalogue-worker-test-ZU6MEH5TVAZM']],
    ['ReadOnlyAccess', ['ReadOnlyAccess']],
    ['', ['']],
  ])('of %s', (name, parts) => {
    expect(breakPlaces(name)).toEqual(parts);
  });

  it('are in HTML the name, escaped', () => {
    expect(nameMarkup('<b>AndAnotherName</b>\u202e').text).toBe(
      '<bdi>&lt;b&gt;And<wbr>Another<wbr>Name&lt;/<wbr>b&gt;\\u202e</bdi>',
    );
  });
});
