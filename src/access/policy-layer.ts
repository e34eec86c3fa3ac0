import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import { parsePolicyDocument } from '../policy/parse-policy-document.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { computeReach, type Reach } from '../policy/reach.js';
import type { CoverageJudge } from '../policy/resource-coverage.js';
import { EXEMPT_FROM_RESOURCE_CONTROL, leavesOutFullAccess } from '../policy/resource-control.js';
import { withActions, type DocumentReading } from '../policy/statement-reading.js';
import type { DocumentReader, Jurisdiction } from './document-reader.js';
import type { PrincipalContext } from './principal-context.js';
import { decisionsFor, statementsFor, type Statements } from './statement-for-principal.js';
import { statementsByAction } from './statements-by-action.js';

/** What kind of policy a layer is made of. */
export type LayerKind = 'permissionsBoundary' | 'serviceControlPolicy' | 'resourceControlPolicy';

/** Policies that bound what identity policies give: nothing is left but what each layer allows too. */
export interface PolicyLayer extends Statements {
  readonly kind: LayerKind;
  /** The boundary's ARN, or the level of the organisation: `root`, `ou workloads`. */
  readonly name: string;
  /** As they were read: those of the statements' documents. */
  readonly policies: readonly { readonly name: string; readonly document: PolicyDocument }[];
  readonly reach: Reach;
}

/** The policies of a layer before it is known whom they are to bound. */
export interface LayerPolicies {
  readonly kind: LayerKind;
  readonly name: string;
  readonly policies: PolicyLayer['policies'];
}

interface LayerDocument {
  readonly reading: DocumentReading;
  readonly variablesKnown: boolean;
}

/** The layer for one principal, made once for all principals to which the same statements apply. */
export class LayerTemplate {
  private readonly layer: LayerPolicies;
  private readonly catalog: Catalog;
  private readonly judge: CoverageJudge;
  private readonly reader: DocumentReader;
  private readonly jurisdiction: Jurisdiction;
  private readonly documents: readonly LayerDocument[];
  private readonly made = new Map<string, PolicyLayer>();

  constructor(layer: LayerPolicies, reader: DocumentReader, jurisdiction: Jurisdiction) {
    const policies = layer.policies.map((policy) => ({
      ...policy,
      document: withoutPrincipals(policy.document),
    }));
    this.layer = { ...layer, policies };
    this.reader = reader;
    this.jurisdiction = jurisdiction;
    this.catalog = reader.catalog;
    this.judge = reader.judge(jurisdiction);
    this.documents = policies.map(({ document }) => ({
      reading: reader.read(document, jurisdiction).reading,
      variablesKnown: document.version === '2012-10-17',
    }));
  }

  /** @param context - what is known of the principal's requests */
  boundingFor(context: PrincipalContext): PolicyLayer {
    const key = this.documents
      .map(({ reading, variablesKnown }) => decisionsFor(reading, context, variablesKnown))
      .join(' ');
    let layer = this.made.get(key);
    if (layer === undefined) {
      layer = this.make(context);
      this.made.set(key, layer);
    }
    return layer;
  }

  private make(context: PrincipalContext): PolicyLayer {
    const statements = this.documents.map(({ reading, variablesKnown }) =>
      statementsByAction(statementsFor(reading, context, variablesKnown), this.catalog, this.judge),
    );
    const policies = statements.map((each) => each.allows);
    const allows = policies.flat();
    const denies = statements.flatMap((each) => each.denies);
    if (this.layer.kind !== 'resourceControlPolicy') {
      return {
        ...this.layer,
        allows,
        denies,
        reach: computeReach(policies, denies, this.catalog, this.judge),
      };
    }
    const bound = boundByResourceControl(this.catalog);
    const narrowed = denies.map((deny) => withActions(deny, deny.actions.intersect(bound)));
    const allowed = leavesOutFullAccess(this.layer.policies) ? this.fullAccess() : allows;
    const reach = computeReach([allowed], narrowed, this.catalog, this.judge);
    const unrestricted = reach.unrestricted.union(this.catalog.all.minus(bound));
    return { ...this.layer, allows: allowed, denies: narrowed, reach: { ...reach, unrestricted } };
  }

  private fullAccess(): Statements['allows'] {
    return this.reader.read(FULL_ACCESS, this.jurisdiction).reading.allows;
  }
}

const FULL_ACCESS = parsePolicyDocument({
  Version: '2012-10-17',
  Statement: [{ Sid: 'RCPFullAWSAccess', Effect: 'Allow', Action: '*', Resource: '*' }],
});

/**
 * Actions of the services that resource control policies bind.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
function boundByResourceControl(catalog: Catalog): IndexSet {
  const services = catalog.services
    .filter(({ prefix }) => catalog.resourceControlPolicyServices.has(prefix))
    .map(({ first, end }) => IndexSet.range(first, end));
  return IndexSet.unionOf(services).minus(catalog.setOf(EXEMPT_FROM_RESOURCE_CONTROL));
}

/** Resource control policies name everyone as principal, which says nothing of the actions they bound. */
function withoutPrincipals(document: PolicyDocument): PolicyDocument {
  if (!document.statements.some(({ principals }) => principals?.anyone === true)) return document;
  return {
    ...document,
    statements: document.statements.map((statement) =>
      statement.principals?.anyone === true ? { ...statement, principals: null } : statement,
    ),
  };
}
