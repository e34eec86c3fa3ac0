import { basename, dirname, join } from 'node:path';
import type { NotAssessed } from '../../assessment/assessment.js';
import type { ScannedPart } from '../../assessment/scanned-part.js';
import { standalonePart } from '../../assessment/scan-policy.js';
import { cdkTargets, type CdkTargets } from '../../infrastructure/cdk-manifest.js';
import type { GivenTemplate } from '../../infrastructure/cloudformation/given-template.js';
import { DeclaredAccounts, type DeployedTo } from '../../infrastructure/read-declared.js';
import { inFile } from '../input-error-in-file.js';
import { FILE_SYSTEM, type ReadableTexts } from './readable-texts.js';
import { isUsageError } from '../usage-error.js';
import { parseSource, type ParsedSource } from './parse-source.js';
import { isTerraformSource, mentionsPermissions, sourceOfOthers } from './sources-of-others.js';
import { placedPolicies } from './placed-policies.js';
import type { ScannedPath } from './scanned-paths.js';

/** What files declare, and which of them could not be assessed. */
export interface ScannedFiles {
  readonly parts: readonly ScannedPart[];
  /** Files that hold nothing to assess. */
  readonly notAssessed: readonly NotAssessed[];
  /** How many files look as if they held something, and cannot be read. */
  readonly broken: number;
  /** Those that hold something, or look as if they did, or were named. */
  readonly taken: readonly string[];
}

/** What is known of where things are deployed, where files do not tell. */
export type ScanSettings = DeployedTo;

const NO_SETTINGS: ScanSettings = { accountId: null, region: null };

/** No file without any of this holds what is assessed. */
const WORTH_PARSING =
  /Statement|AWS::|lineage|AWSTemplateFormatVersion|format_version|UserDetailList|RoleDetailList|artifacts|PolicyDocument/;
/** Of two YAML documents, or of a text that is no YAML, it is not said that it is broken unless it looks like ours. */
const LOOKS_LIKE_OURS = /"?Statement"?\s*:|AWS::|AWSTemplateFormatVersion|planned_values|resource_changes/;
const MANIFEST = 'manifest.json';
const TEMPLATE = /\.template\.json$/;
const MOST_LISTED = 5;
const STATE_FILE =
  "this is Terraform's own file of a state; print it with terraform show -json, and give what is printed";
const NOT_RECOGNISED =
  'this is no policy, no Terraform plan or state as terraform show -json prints it, and no CloudFormation template';

/**
 * Reads files that may hold policies, plans or templates; what holds none is listed, not fatal.
 *
 * @param texts - where the files are
 */
export async function scanFiles(
  paths: readonly ScannedPath[],
  settings: ScanSettings = NO_SETTINGS,
  texts: ReadableTexts = FILE_SYSTEM,
): Promise<ScannedFiles> {
  return new FileScan(paths, settings, texts).run();
}

/**
 * What the only file that is given declares.
 *
 * @throws {UsageError} if it cannot be read
 */
export async function scanSource(source: ParsedSource, settings: ScanSettings): Promise<ScannedFiles> {
  return new FileScan([], settings, FILE_SYSTEM).only(source);
}

/** A template that is not read yet. */
interface WaitingTemplate extends GivenTemplate {
  readonly isWaiting: true;
}

function isWaiting(part: ScannedPart | WaitingTemplate): part is WaitingTemplate {
  return 'isWaiting' in part;
}

class FileScan {
  private readonly paths: readonly ScannedPath[];
  private readonly settings: ScanSettings;
  private readonly texts: ReadableTexts;
  /** In the order of the files; templates are read when all are there, for they may hang together. */
  private readonly parts: (ScannedPart | WaitingTemplate)[] = [];
  private readonly notAssessed: NotAssessed[] = [];
  private readonly silent: string[] = [];
  /** Files in Terraform's language that have to do with permissions. */
  private readonly terraformSources: string[] = [];
  /** Those that have not, of which there is nothing to say. */
  private readonly irrelevant: string[] = [];
  private readonly accounts: DeclaredAccounts;
  /** Targets of the templates of each cloud assembly, by its folder. */
  private readonly assemblies = new Map<string, CdkTargets>();
  private broken = 0;

  constructor(paths: readonly ScannedPath[], settings: ScanSettings, texts: ReadableTexts) {
    this.paths = paths;
    this.settings = settings;
    this.texts = texts;
    this.accounts = new DeclaredAccounts(settings);
  }

  async only(source: ParsedSource): Promise<ScannedFiles> {
    if (TEMPLATE.test(source.path)) await this.readManifestBeside(source.path);
    this.readSource(source, true);
    return {
      parts: this.readTemplates(false),
      notAssessed: this.notAssessed,
      broken: 0,
      taken: [source.path],
    };
  }

  async run(): Promise<ScannedFiles> {
    for (const { path, isNamed, fault } of this.paths) {
      if (fault !== undefined) this.noteBroken(path, fault);
      else if (!isNamed && basename(path) === MANIFEST) await this.readManifest(path);
      else if (TEMPLATE.test(path)) await this.readManifestBeside(path);
    }
    const assets: string[] = [];
    for (const scanned of this.paths) {
      if (scanned.fault !== undefined) continue;
      if (this.isAsset(scanned)) {
        assets.push(scanned.path);
        continue;
      }
      try {
        await this.readFile(scanned);
      } catch (error) {
        this.noteBroken(scanned.path, error);
      }
    }
    const passedOver = new Set([...assets, ...this.silent, ...this.irrelevant]);
    return {
      parts: this.readTemplates(true),
      notAssessed: [...this.notAssessed, ...this.listOfTerraform(), ...this.listOfSilent()],
      broken: this.broken,
      taken: this.paths.flatMap(({ path }) => (passedOver.has(path) ? [] : [path])),
    };
  }

  /**
   * The parts, those of templates among them.
   *
   * @param isOneOfMany - whether a template that cannot be read is listed; it is thrown otherwise
   */
  private readTemplates(isOneOfMany: boolean): readonly ScannedPart[] {
    const waiting = this.parts.filter(isWaiting);
    const linked = this.accounts.templates(waiting);
    return this.parts.flatMap((part): ScannedPart[] => {
      if (!isWaiting(part)) return [part];
      const { path } = part.file;
      try {
        return [inFile(path, () => linked.read(part))];
      } catch (error) {
        if (!isOneOfMany) throw error;
        this.noteBroken(path, error);
        return [];
      }
    });
  }

  private noteBroken(path: string, error: unknown): void {
    if (!isUsageError(error)) throw error;
    this.broken++;
    this.notAssessed.push({ what: 'file', where: path, reason: withoutPath(error.message, path) });
  }

  /** A template of a cloud assembly may be given without its manifest, which says where it is deployed. */
  private async readManifestBeside(template: string): Promise<void> {
    const folder = dirname(template);
    const path = join(folder, MANIFEST);
    if (!this.assemblies.has(folder) && this.texts.has(path)) await this.readManifest(path);
  }

  private async readManifest(path: string): Promise<void> {
    const text = this.texts.read(path);
    if (!text.includes('artifacts')) return;
    const source = await parseSource(text, path).catch(() => null);
    if (source?.kind === 'cdk-manifest') this.assemblies.set(dirname(path), cdkTargets(source.value));
  }

  /** Whether a file of a cloud assembly is none of its templates. */
  private isAsset({ path, isNamed }: ScannedPath): boolean {
    if (isNamed) return false;
    const assembly = this.assemblyOf(path);
    return assembly !== null && (dirname(path) !== assembly || !TEMPLATE.test(path));
  }

  /** The innermost assembly that a path lies in. */
  private assemblyOf(path: string): string | null {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      if (this.assemblies.has(folder)) return folder;
      if (folder === dirname(folder) || folder === '.') return null;
    }
  }

  private async readFile({ path, isNamed }: ScannedPath): Promise<void> {
    const text = this.texts.read(path);
    if (isTerraformSource(path)) {
      const isWorthAWord = isNamed || mentionsPermissions(text);
      (isWorthAWord ? this.terraformSources : this.irrelevant).push(path);
      return;
    }
    if (!WORTH_PARSING.test(text)) {
      // What somebody named is parsed all the same, to say what is wrong with it.
      if (isNamed) await parseSource(text, path);
      this.refuse(path, isNamed, NOT_RECOGNISED);
      return;
    }
    const source =
      isNamed || LOOKS_LIKE_OURS.test(text) ? await parseSource(text, path) : await orNull(text, path);
    if (source !== null) this.readSource(source, isNamed);
    else this.refuse(path, isNamed, NOT_RECOGNISED);
  }

  private readSource(source: ParsedSource, isNamed: boolean): void {
    const { path, kind } = source;
    if (kind === 'policy') {
      const { accountId } = this.settings;
      this.parts.push(
        inFile(path, () => standalonePart(placedPolicies(source), { namesFiles: true, accountId })),
      );
    } else if (kind === 'terraform') {
      this.parts.push(inFile(path, () => this.accounts.terraform(source)));
    } else if (kind === 'cloudformation') {
      const assembly = this.assemblyOf(path);
      const targets = assembly === null ? undefined : this.assemblies.get(assembly);
      const target = targets?.ofTemplate.get(basename(path)) ?? targets?.ofOthers;
      this.parts.push({
        isWaiting: true,
        file: source,
        ...(target === undefined ? {} : { target }),
        ...(assembly === null ? {} : { group: assembly }),
      });
    } else if (kind === 'terraform-state-file') {
      this.refuse(path, isNamed, STATE_FILE);
    } else if (kind === 'account') {
      this.refuse(path, true, 'these are the authorization details of an account; use the scan command');
    } else if (kind !== 'cdk-manifest' || isNamed) {
      this.refuse(path, isNamed, NOT_RECOGNISED);
    }
  }

  private refuse(path: string, isTold: boolean, given: string): void {
    const ofOthers = given === NOT_RECOGNISED ? sourceOfOthers(path) : null;
    const reason = ofOthers ?? given;
    if (isTold || ofOthers !== null) this.notAssessed.push({ what: 'file', where: path, reason });
    else this.silent.push(path);
  }

  /** One plan stands for all of them. */
  private listOfTerraform(): readonly NotAssessed[] {
    const [first] = this.terraformSources;
    const reason = first === undefined ? null : sourceOfOthers(first);
    return reason === null ? [] : [listed(this.terraformSources, reason)];
  }

  /** Folders are full of other files: those are listed in one line. */
  private listOfSilent(): readonly NotAssessed[] {
    return this.silent.length === 0 ? [] : [listed(this.silent, NOT_RECOGNISED)];
  }
}

function listed(paths: readonly string[], reason: string): NotAssessed {
  const shown = paths.slice(0, MOST_LISTED).join(', ');
  const more = paths.length > MOST_LISTED ? ` and ${paths.length - MOST_LISTED} more` : '';
  return {
    what: paths.length === 1 ? '1 file' : `${paths.length} files`,
    where: `${shown}${more}`,
    reason: paths.length === 1 ? reason : reason.replace('this is', 'each is'),
  };
}

async function orNull(text: string, path: string): Promise<ParsedSource | null> {
  return parseSource(text, path).catch((error: unknown) => {
    if (isUsageError(error)) return null;
    throw error;
  });
}

/** The place names the file already. */
function withoutPath(message: string, path: string): string {
  return message.replace(`${path}: `, '').replace(/\.$/, '');
}
