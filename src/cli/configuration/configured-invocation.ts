import {
  configuredOptions,
  type ConfiguredOptions,
} from '../../assessment/configuration/configured-options.js';
import type { Exclusions } from '../../assessment/exclusions.js';
import type { Catalog } from '../../catalog/catalog.js';
import type { Invocation } from '../command.js';
import { inFile } from '../input-error-in-file.js';

/**
 * What the configuration of an invocation decides about its assessments.
 *
 * @param exclusions - those of an exclusions file, where one was named
 * @throws {UsageError} naming the file if it speaks of actions that the catalogue does not know
 */
export function configuredInvocation(
  { configuration: { path, configuration, lineOf } }: Pick<Invocation, 'configuration'>,
  catalog: Catalog,
  exclusions?: Exclusions,
): ConfiguredOptions {
  return inFile(path, () => configuredOptions(configuration, catalog, exclusions), lineOf);
}
