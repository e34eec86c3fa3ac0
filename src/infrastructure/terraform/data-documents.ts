import type { AccountDraft } from '../account-draft.js';
import type { DocumentTexts } from '../document-text.js';
import type { DraftDocument } from '../draft.js';
import type { Place } from '../place.js';
import { settleDocument } from '../settle-document.js';
import { Undecided, Unknown } from '../unknown-values.js';
import { documentOfData } from './data-document.js';
import { textIn, type PlanResource } from './plan-resource.js';
import { attributeName, type References } from './references.js';

type Step = string | number;

/** Attributes of a data source that are its document; of `data.x[*].json`, a plan shows the data source alone. */
const DOCUMENTS: ReadonlySet<string> = new Set(['json', 'minified_json', '']);
/** Documents are made of others less deep than this. */
const DEEPEST = 100;

/** Whether a resource is a data source that makes a policy document. */
export function isDocumentData({ isData, type }: PlanResource): boolean {
  return isData && type === 'aws_iam_policy_document';
}

/** Where a document is used. */
export interface DocumentUse {
  readonly resource: PlanResource;
  readonly path: readonly Step[];
  /** For sentences. */
  readonly what: string;
  readonly place: Place;
}

/** What data sources are resolved with. */
export interface DataResolution {
  readonly references: References;
  /** The ARN of something, where it can be told. */
  readonly arnOf: (resource: PlanResource) => string | null;
}

/** Makes the documents of data sources that are read only when the plan is applied. */
export class DataDocuments {
  private readonly draft: AccountDraft;
  private readonly texts: DocumentTexts;
  private readonly references: References;
  private readonly arnOf: DataResolution['arnOf'];
  private readonly made = new Map<PlanResource, unknown>();
  private depth = 0;

  constructor(draft: AccountDraft, texts: DocumentTexts, { references, arnOf }: DataResolution) {
    this.draft = draft;
    this.texts = texts;
    this.references = references;
    this.arnOf = arnOf;
  }

  /**
   * The document of data sources: of several, a plan does not show which one is used, as with `each.value` or a
   * conditional.
   */
  document(sources: readonly PlanResource[], use: DocumentUse): DraftDocument | null {
    const { resource, path, what, place } = use;
    const [only, another] = sources;
    const known = only === undefined || another !== undefined ? null : textIn(only.values, 'json');
    if (only !== undefined && known !== null)
      return { json: this.texts.document(known, only.values, 'json').json, place };
    if (another !== undefined) this.draft.noteChoice([resource.address, ...path].join('.'), place);
    const documents = sources.map((source) => this.read(source));
    const settled = settleDocument(
      documents.reduce((one, other) => new Undecided(one, other)),
      {
        leftOut: (reason) =>
          this.draft.problem(what, place, reason.replace('it is deployed', 'it is applied')),
        unknown: (value) => this.draft.noteUnknown(value.names, place),
      },
    );
    return settled === null ? null : { json: settled.json, place };
  }

  private read(data: PlanResource): unknown {
    const document = this.open(data);
    return typeof document === 'string' ? this.texts.document(document, data.values, 'json').json : document;
  }

  /** The document of a data source, with what is not known left open. */
  private open(data: PlanResource): unknown {
    if (this.made.has(data)) return this.made.get(data);
    if (this.depth >= DEEPEST) return unknownOf(data, 'json');
    this.depth++;
    // Should the document need itself, this stands for it.
    this.made.set(data, unknownOf(data, 'json'));
    const document = textIn(data.values, 'json') ?? documentOfData(data, (path) => this.partsOf(data, path));
    this.made.set(data, document);
    this.depth--;
    return document;
  }

  /** What a part of a data source that is known only after apply is made of. */
  private partsOf(data: PlanResource, path: readonly Step[]): readonly unknown[] {
    const { attributes, unfollowed } = this.references.origin(data, path);
    const parts = attributes.map(({ resource, attribute }) => {
      if (attribute === 'arn') return this.arnOf(resource) ?? unknownOf(resource, attribute);
      const isDocument = isDocumentData(resource) && DOCUMENTS.has(attribute);
      return isDocument ? this.open(resource) : unknownOf(resource, attribute);
    });
    const all = [...parts, ...unfollowed.map((name) => Unknown.of(name))];
    return all.length === 0 ? [Unknown.of(`${data.address}.${path.join('.')}`)] : all;
  }
}

function unknownOf(resource: PlanResource, attribute: string): Unknown {
  return Unknown.of(attributeName({ resource, attribute }));
}
