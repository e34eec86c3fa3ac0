import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { visibleText } from '../../output/html-visible-text.js';
import { countOf, PRINCIPAL_TITLES } from '../../output/html-wording.js';
import { usePrinting } from '../list/use-printing.js';
import type { PathEdge, PathGraph, PathNode } from '../model/path-graph.js';
import type { ReportModel } from '../model/report-model.js';
import { CutName } from '../shell/cut-name.js';
import { NameText } from '../shell/name-text.js';
import { NODE_WIDTH, type DrawnNode, type DrawnStep, type GraphDrawing } from './graph-drawing.js';
import { paperZoom } from './paper-zoom.js';

interface PathGraphViewProps {
  readonly model: ReportModel;
  readonly graph: PathGraph;
  readonly drawing: GraphDrawing;
  /** What is marked: boxes and lines by what choosing them puts into the address. */
  readonly marked: ReadonlySet<string>;
  /** Hops that a statement to change stands in. */
  readonly choked: ReadonlySet<number>;
  readonly linkOf: (choice: string) => string;
}

/** Characters at the end of a name that stay where it is cut: a box has room for twice as many. */
const KEPT_IN_A_BOX = 8;

/** Chains as boxes in columns by steps to administrator, with lines between them. */
export function PathGraphView(props: PathGraphViewProps): JSX.Element {
  const { graph, drawing, marked } = props;
  const isPrinting = usePrinting();
  const scroller = useRef<HTMLDivElement>(null);
  const focused = useRef<EventTarget | null>(null);
  useEffect(() => {
    // A link, or the detail that takes half the room, may leave what is chosen out of sight.
    scroller.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    // What had the focus is gone with the detail: it goes back to where that was opened from.
    const isLost = marked.size === 0 && document.activeElement === document.body;
    if (isLost && focused.current instanceof HTMLElement) focused.current.focus({ preventScroll: true });
  }, [graph, [...marked].join()]);
  const isCut = useIsCut(scroller, drawing.width);
  return (
    <>
      {isCut && !isPrinting && (
        <p class="quiet graph-hint">The graph is wider than its window: scroll it sideways for the rest.</p>
      )}
      <div
        class="graph-scroll"
        ref={scroller}
        tabIndex={0}
        role="group"
        aria-label="Graph of the ways to administrator"
        onFocusIn={({ target }) => {
          focused.current = target;
        }}
      >
        <div
          class="graph"
          style={{
            width: `${drawing.width}px`,
            height: `${drawing.height}px`,
            zoom: isPrinting ? (paperZoom(drawing) ?? 1) : 1,
          }}
        >
          {drawing.heads.map(({ layer, x }) => (
            <p
              key={layer}
              class="graph-head"
              style={{ insetInlineStart: `${x}px`, width: `${NODE_WIDTH}px` }}
            >
              {layer === 0 ? 'Administrator in the end' : `${countOf(layer, 'step')} away`}
            </p>
          ))}
          <GraphLines {...props} />
          <ul>
            {drawing.nodes.map((drawn) => (
              <GraphBox key={`${drawn.node.choice} ${drawn.node.layer}`} drawn={drawn} {...props} />
            ))}
          </ul>
        </div>
      </div>
    </>
  );
}

/** The lines, for the eye and the mouse: who reads otherwise finds the steps in the boxes they begin at. */
function GraphLines({ drawing, marked, choked, linkOf }: PathGraphViewProps): JSX.Element {
  const { width, height } = drawing;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {drawing.edges.map(({ edge, path, tip, cut }) => (
        <g
          key={`${edge.from} ${edge.choice}`}
          class={marked.has(edge.choice) ? 'edge edge-marked' : 'edge'}
          data-verdict={edge.verdict}
          onClick={() => {
            location.hash = linkOf(edge.choice);
          }}
        >
          <path class="edge-reach" d={path} />
          <path class="edge-line" d={path} />
          <path class="edge-tip" d={tip} />
          {edge.hops.some((hop) => choked.has(hop)) && <path class="edge-cut" d={cut} />}
        </g>
      ))}
    </svg>
  );
}

/** A box with the steps that begin at it. */
function GraphBox({ drawn, ...props }: PathGraphViewProps & { readonly drawn: DrawnNode }): JSX.Element {
  const { model, marked, linkOf } = props;
  const { node, x, y, height, steps } = drawn;
  const name = node.kind === 'outsider' ? withoutService(node.label) : node.label;
  const caption = captionOf(model, node);
  return (
    <li>
      <a
        class={`node node-${node.kind}`}
        style={{ insetInlineStart: `${x}px`, insetBlockStart: `${y}px`, height: `${height}px` }}
        href={linkOf(node.choice)}
        aria-current={marked.has(node.choice) ? 'true' : undefined}
        aria-label={visibleText(`${name} ${caption}`)}
        title={visibleText(node.label)}
      >
        <span class="node-name">
          <CutName text={name} kept={KEPT_IN_A_BOX} />
        </span>{' '}
        <span class="node-kind">{caption}</span>
      </a>
      {steps.map((step) => (
        <GraphStep key={step.edge.choice} step={step} {...props} />
      ))}
    </li>
  );
}

/** What is done on a line, written beside its beginning. */
function GraphStep({
  step: { edge, x, y, isBack },
  model,
  graph,
  marked,
  linkOf,
}: PathGraphViewProps & { readonly step: DrawnStep }): JSX.Element {
  const name = stepName(model, edge);
  return (
    <a
      class="step"
      style={{ insetInlineStart: `${x}px`, insetBlockStart: `${y}px` }}
      href={linkOf(edge.choice)}
      aria-current={marked.has(edge.choice) ? 'true' : undefined}
      title={visibleText(name)}
    >
      <span>
        {edge.verdict !== 'confirmed' && <em>{edge.verdict} </em>}
        {isBack && <em>back </em>}
        <NameText text={name} />
        <span class="visually-hidden"> to {visibleText(graph.nodes[edge.to]?.label ?? '')}</span>
      </span>
    </a>
  );
}

/** Whether a drawing is wider than what it scrolls in. */
function useIsCut(scroller: RefObject<HTMLElement | null>, width: number): boolean {
  const [isCut, setIsCut] = useState(false);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setIsCut(width > element.clientWidth);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [scroller, width]);
  return isCut;
}

/** The ARN of an outsider from the account on: boxes have no room for what all ARNs of IAM begin with. */
function withoutService(arn: string): string {
  return arn.replace(/^arn:[^:]*:(?:iam|sts)::/, '');
}

function captionOf({ assessment }: ReportModel, node: PathNode): string {
  if (node.kind === 'outsider') return 'outside the account';
  if (node.kind === 'fold') return `and ${countOf(node.starts.length - 1, 'other')} alike`;
  const index = node.principal ?? -1;
  if (index >= assessment.principals.length) return 'in another account';
  const principal = assessment.principals[index];
  const administrator = assessment.escalation.administrators.find(
    (each) => each.principal === node.principal,
  );
  return [
    ...(principal === undefined ? [] : [PRINCIPAL_TITLES[principal.type].toLowerCase()]),
    ...(administrator !== undefined
      ? [administrator.kind]
      : node.isEnd
        ? [principal?.excludedBy == null ? 'made administrator' : 'left out by a rule']
        : []),
  ].join(', ');
}

/** What is done; from a fold what all of it do, or in how many ways. */
function stepName({ assessment }: ReportModel, { hops }: PathEdge): string {
  const names = new Set(hops.map((hop) => assessment.escalation.hops[hop]?.name ?? ''));
  const [first = ''] = names;
  return names.size === 1 ? first : `${first} and ${countOf(names.size - 1, 'other way')}`;
}
