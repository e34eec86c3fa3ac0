import type { NamedPolicy } from '../../assessment/scan-policy.js';
import { recognise, type FileKind } from '../../infrastructure/recognise.js';
import { inFile } from '../input-error-in-file.js';
import { policiesIn, readPolicyInput, STANDARD_INPUT, type PolicyInput } from '../policy-input.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usage-error.js';
import { sourceOf } from './parse-source.js';
import { placedPolicies } from './placed-policies.js';
import type { ScannedFiles, ScanSettings } from './scanned-files.js';
import { isTerraformSource, sourceOfOthers } from './sources-of-others.js';
import { standsForSeveral } from './stands-for-several.js';

/** What is to be assessed: the policies of one policy file, or what files declare. */
export type ScanInput =
  | {
      readonly kind: 'policies';
      readonly input: PolicyInput;
      readonly policies: readonly NamedPolicy[];
    }
  | { readonly kind: 'files'; readonly scanned: ScannedFiles };

/** What is none of a policy file; a state file that Terraform keeps for itself is refused with a sentence. */
const DECLARES: ReadonlySet<FileKind> = new Set(['terraform', 'terraform-state-file', 'cloudformation']);

/** Whether inputs are one file, or standard input, and not several or what stands for several. */
export function isOneInput(inputs: readonly string[]): boolean {
  const [only = '-'] = inputs;
  return inputs.length <= 1 && (only === '-' || !standsForSeveral(only));
}

/**
 * Reads files, directories and patterns, or standard input.
 *
 * @param skipsOthers - whether files that hold nothing to assess are passed over, be it the only one
 * @throws {UsageError} if the only file cannot be read, or there is nothing to read
 */
export async function readScanInput(
  inputs: readonly string[],
  settings: ScanSettings,
  terminal: Terminal,
  skipsOthers = false,
): Promise<ScanInput> {
  if (!isOneInput(inputs) || (skipsOthers && (inputs[0] ?? '-') !== '-')) {
    // Most runs are about one policy file, and do without the rest.
    const { scannedPaths } = await import('./scanned-paths.js');
    const { scanFiles } = await import('./scanned-files.js');
    return { kind: 'files', scanned: await scanFiles(await scannedPaths(inputs, skipsOthers), settings) };
  }
  const [path = STANDARD_INPUT] = inputs;
  const ofOthers = sourceOfOthers(path);
  if (ofOthers !== null && isTerraformSource(path)) throw new UsageError(`${path}: ${ofOthers}.`);
  const input = await readPolicyInput(inputs[0], terminal);
  const { name, value, lineOf, text, source: ofYaml } = input;
  const kind = recognise(value);
  if (text !== null && DECLARES.has(kind)) {
    const { scanSource } = await import('./scanned-files.js');
    const source = sourceOf(text, value, name, ofYaml);
    return { kind: 'files', scanned: await scanSource(source, settings) };
  }
  if (ofOthers !== null && kind === 'other') throw new UsageError(`${path}: ${ofOthers}.`);
  const policies = inFile(name, () => policiesIn(value, name), lineOf);
  if (text === null || name === STANDARD_INPUT) return { kind: 'policies', input, policies };
  const placed = placedPolicies(sourceOf(text, value, name, ofYaml));
  return {
    kind: 'policies',
    input,
    // The documents are those that were read as ever; only their places are new.
    policies: policies.map((policy, index): NamedPolicy => {
      const source = placed[index]?.source;
      return source === undefined ? policy : { ...policy, source };
    }),
  };
}
