import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ActionDefinition, CatalogSource, ServiceDefinition } from './service-definition.js';

const propertiesSchema = z.object({
  IsList: z.boolean().default(false),
  IsPermissionManagement: z.boolean().default(false),
  IsTaggingOnly: z.boolean().default(false),
  IsWrite: z.boolean().default(false),
});

const serviceSchema = z.object({
  Name: z.string(),
  Actions: z.array(
    z.object({
      Name: z.string(),
      ActionConditionKeys: z.array(z.string()).default([]),
      Annotations: z.object({ Properties: propertiesSchema }).optional(),
      Resources: z.array(z.object({ Name: z.string() })).default([]),
    }),
  ),
  ConditionKeys: z.array(z.object({ Name: z.string(), Types: z.array(z.string()).default([]) })).default([]),
  Resources: z
    .array(
      z.object({
        Name: z.string(),
        ARNFormats: z.array(z.string()).default([]),
        ConditionKeys: z.array(z.string()).default([]),
      }),
    )
    .default([]),
});

type SavedService = z.infer<typeof serviceSchema>;

/** Stands for the form of an ARN that is not told. */
const ANY_ARN = '*';

/**
 * Reads AWS's Service Reference, one JSON file a service as saved from the addresses its index lists. It says
 * neither which resource types are required nor how services are called nor which services resource control
 * policies bind; for what the package knows too, those come from there. The index may lie beside them.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/service-reference.html
 *
 * @throws {Error} if there is no service, a file is of no service and not the index, or two are of the same service
 */
export function readServiceReference(folder: string, known: CatalogSource): CatalogSource {
  const knownServices = new Map(known.services.map((service) => [service.prefix, service]));
  const files = jsonFilesIn(folder);
  let newest = 0;
  const services: ServiceDefinition[] = [];
  const fileByService = new Map<string, string>();
  for (const file of files) {
    const path = join(folder, file);
    const service = serviceIn(path);
    if (service === null) continue;
    const other = fileByService.get(service.Name);
    if (other !== undefined)
      throw new Error(
        `${path} is of the service ${service.Name}, as is ${other}; take one of them out of the folder`,
      );
    fileByService.set(service.Name, file);
    newest = Math.max(newest, statSync(path).mtimeMs);
    services.push(serviceDefinition(service, knownServices.get(service.Name)));
  }
  if (services.length === 0) {
    throw new Error(`${folder} holds no file of AWS's Service Reference; save one JSON file a service there`);
  }
  return {
    date: new Date(newest).toISOString().slice(0, 10),
    source: "AWS's Service Reference",
    services: services.sort((a, b) => (a.prefix < b.prefix ? -1 : 1)),
    resourceControlPolicyServices: known.resourceControlPolicyServices,
  };
}

/**
 * What a file says of its service; null for the index, which is a list.
 *
 * @throws {Error} if it is neither: a catalogue without a service would find no risk in it, and say nothing
 */
function serviceIn(path: string): SavedService | null {
  const value = jsonIn(path);
  if (Array.isArray(value)) return null;
  const parsed = serviceSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    `${path} is no file of AWS's Service Reference: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}; save it anew, or take it out of the folder`,
  );
}

/** @throws {Error} naming the folder if it cannot be listed */
function jsonFilesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort();
  } catch (error) {
    throw new Error(`${folder} is no folder that can be read; name the one with the saved files`, {
      cause: error,
    });
  }
}

/** @throws {Error} naming the file if it holds no JSON */
function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} is no JSON; save it anew`, { cause: error });
  }
}

function serviceDefinition(service: SavedService, known: ServiceDefinition | undefined): ServiceDefinition {
  const knownActions = new Map(known?.actions.map((action) => [action.name, action]));
  return {
    prefix: service.Name,
    name: known?.name ?? service.Name,
    actions: service.Actions.map((action): ActionDefinition => {
      const knownAction = knownActions.get(action.Name);
      const required = new Set(
        knownAction?.resourceTypes.filter((type) => type.required).map((type) => type.name),
      );
      return {
        name: action.Name,
        description: knownAction?.description ?? '',
        level:
          action.Annotations === undefined
            ? (knownAction?.level ?? 'Read')
            : levelOf(action.Annotations.Properties),
        resourceTypes: action.Resources.map(({ Name }) => ({ name: Name, required: required.has(Name) })),
        conditionKeys: action.ActionConditionKeys,
      };
    }),
    resourceTypes: [...service.Resources, ...undescribedTypes(service)].flatMap(
      ({ Name, ARNFormats, ConditionKeys }) =>
        (ARNFormats.length === 0 ? [ANY_ARN] : ARNFormats).map((template) => ({
          name: Name,
          template,
          conditionKeys: ConditionKeys,
        })),
    ),
    conditionKeyTypes: Object.fromEntries(
      service.ConditionKeys.map((key) => [key.Name, key.Types[0] ?? 'String']),
    ),
  };
}

/** Left out, they would make an action that works on nothing else one that works on no resource at all. */
function undescribedTypes(service: SavedService): SavedService['Resources'] {
  const described = new Set(service.Resources.map(({ Name }) => Name.toLowerCase()));
  const named = new Map(
    service.Actions.flatMap(({ Resources }) => Resources.map(({ Name }) => [Name.toLowerCase(), Name])),
  );
  return Array.from(named).flatMap(([key, Name]) =>
    described.has(key) ? [] : { Name, ARNFormats: [], ConditionKeys: [] },
  );
}

function levelOf(properties: z.infer<typeof propertiesSchema>): string {
  if (properties.IsPermissionManagement)
    return properties.IsWrite ? 'Permissions management, Write' : 'Permissions management';
  if (properties.IsTaggingOnly) return properties.IsWrite ? 'Tagging, Write' : 'Tagging';
  if (properties.IsWrite) return 'Write';
  return properties.IsList ? 'List' : 'Read';
}
