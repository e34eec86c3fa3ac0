import { inflateSync } from 'node:zlib';

/** The text of each page of a PDF as Chromium writes it, without spaces: words may be drawn in parts. */
export function printedText(pdf: Buffer): readonly string[] {
  const text = pdf.toString('latin1');
  const starts = new Map([...text.matchAll(/^(\d+) 0 obj/gm)].map((match) => [match[1], match.index]));
  const objectAt = (number: string | undefined): string => {
    const start = starts.get(number) ?? text.length;
    return text.slice(start, text.indexOf('endobj', start));
  };
  return [...starts.keys()]
    .map(objectAt)
    .filter((each) => /\/Type\s*\/Page\b/.test(each))
    .map((page) => {
      const fonts = new Map(
        [...page.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, number]) => [
          name,
          charactersOf(streamOf(objectAt(/\/ToUnicode (\d+)/.exec(objectAt(number))?.[1]))),
        ]),
      );
      return drawnText(streamOf(objectAt(/\/Contents (\d+)/.exec(page)?.[1])), fonts);
    });
}

function streamOf(object: string): string {
  const start = object.indexOf('stream\n') + 'stream\n'.length;
  const length = Number(/\/Length (\d+)/.exec(object)?.[1]);
  const bytes = Buffer.from(object.slice(start, start + length), 'latin1');
  return (object.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
}

/** Which characters the glyphs of a font stand for. */
function charactersOf(table: string): ReadonlyMap<number, string> {
  const characters = new Map<number, string>();
  for (const [line] of table.matchAll(/^<[\dA-F]+> <[\dA-F]+>(?: <[\dA-F]+>)?$/gm)) {
    const [first = 0, second = 0, third] = line.match(/[\dA-F]+/g)?.map((each) => parseInt(each, 16)) ?? [];
    const last = third === undefined ? first : second;
    for (let glyph = first; glyph <= last; glyph++)
      characters.set(glyph, String.fromCodePoint((third ?? second) + glyph - first));
  }
  return characters;
}

function drawnText(
  drawing: string,
  fonts: ReadonlyMap<string | undefined, ReadonlyMap<number, string>>,
): string {
  let font: ReadonlyMap<number, string> | undefined;
  let drawn = '';
  for (const [, name, glyphs = ''] of drawing.matchAll(/\/(F\d+) \S+ Tf|<([\dA-F]+)> Tj/g)) {
    if (name !== undefined) font = fonts.get(name);
    for (const [glyph] of glyphs.matchAll(/[\dA-F]{4}/g)) drawn += font?.get(parseInt(glyph, 16)) ?? '';
  }
  return drawn.replace(/\s/g, '');
}
