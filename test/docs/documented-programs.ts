/** A program of a documentation page, and what the page says it prints. */
export interface DocumentedProgram {
  readonly name: string;
  readonly text: string;
  readonly prints: string;
}

const PROGRAM_AND_OUTPUT = /^```ts\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```$/gm;

/** Every TypeScript block of a page that a block of output follows. */
export function documentedPrograms(page: string): readonly DocumentedProgram[] {
  return [...page.matchAll(PROGRAM_AND_OUTPUT)].map((match) => {
    const [, text = '', prints = ''] = match;
    return { name: [...page.slice(0, match.index).matchAll(/^## (.*)$/gm)].at(-1)?.[1] ?? '', text, prints };
  });
}
