import { marked } from 'marked';
import sanitizeHtml, { type IOptions, type Tag, type Transformer } from 'sanitize-html';

/** How a page is written. */
export type PageFormat = 'markdown' | 'html';

const TAGS = words(
  'h1 h2 h3 h4 h5 h6 p div span hr br wbr blockquote section',
  'ul ol li dl dt dd details summary figure figcaption a img',
  'table caption colgroup col thead tbody tfoot tr th td',
  'pre code kbd samp var abbr cite dfn q time bdi',
  'b strong i em u s del ins mark small sub sup',
);
/** Their text is not meant to be read, or is markup of another language. */
const TAGS_WITHOUT_TEXT = words(
  'script style template noscript noembed noframes iframe object svg math',
  'title textarea select option xmp plaintext',
);
const CELL = ['colspan', 'rowspan', 'align'];
const ATTRIBUTES = {
  '*': ['id', 'title', 'lang', 'dir'],
  a: ['href', 'target', 'rel'],
  img: ['src', 'alt', 'width', 'height'],
  ol: ['start', 'reversed'],
  details: ['open'],
  th: [...CELL, 'scope'],
  td: CELL,
  time: ['datetime'],
};
const LINK = /^(?:https?:\/\/|mailto:|#)/i;
const PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]+$/i;
/** What the report's own ids never begin with. */
const ID_PREFIX = 'custom-';
const LOWEST_HEADING = 6;

/**
 * A page that somebody wrote for the report, as HTML of plain text elements: no script, no style, nothing that is
 * loaded from anywhere, links to web pages, mail addresses and places in the report only, and headings that fit below
 * the page's own.
 */
export function sanitisedPage(text: string, format: PageFormat): string {
  const html = format === 'html' ? text : marked.parse(text, { async: false, gfm: true });
  return sanitizeHtml(html, options()).trim();
}

function options(): IOptions {
  const heading = headingTransformer();
  return {
    allowedTags: TAGS,
    nonTextTags: TAGS_WITHOUT_TEXT,
    allowedAttributes: ATTRIBUTES,
    allowedSchemes: ['http', 'https', 'mailto'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    transformTags: {
      // It comes after those of single tags.
      '*': withOwnId,
      a: (_tag, attributes) => link(attributes),
      img: (_tag, attributes) => picture(attributes),
      ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [tag, heading])),
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && attribs['src'] === undefined,
  };
}

/** The page has a heading of its own: those of the text come one level lower, and skip none. */
function headingTransformer(): Transformer {
  let previous = 1;
  return (tag, attributes) => {
    previous = Math.min(Number(tag.slice(1)) + 1, previous + 1, LOWEST_HEADING);
    return { tagName: `h${previous}`, attribs: attributes };
  };
}

function withOwnId(tagName: string, { id, ...others }: Tag['attribs']): Tag {
  return { tagName, attribs: id === undefined || id === '' ? others : { ...others, id: ID_PREFIX + id } };
}

function link({ href = '', target: _target, rel: _rel, ...others }: Tag['attribs']): Tag {
  const address = href.trim();
  if (!LINK.test(address)) return { tagName: 'a', attribs: others };
  // `#/policies` is a page of the report, `#fix` a place in the text.
  if (address.startsWith('#')) {
    const place = address.startsWith('#/') ? address : `#${ID_PREFIX}${address.slice(1)}`;
    return { tagName: 'a', attribs: { ...others, href: place } };
  }
  return {
    tagName: 'a',
    attribs: { ...others, href: address, target: '_blank', rel: 'noopener noreferrer' },
  };
}

function picture({ src = '', alt = '', ...others }: Tag['attribs']): Tag {
  const attribs = { ...others, alt };
  return { tagName: 'img', attribs: PICTURE.test(src) ? { ...attribs, src } : attribs };
}

function words(...lines: readonly string[]): string[] {
  return lines.join(' ').split(' ');
}
