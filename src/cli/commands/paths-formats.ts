/** The forms in which `paths` prints its answer. */
export const PATHS_FORMATS = ['text', 'json', 'dot', 'graphml', 'mermaid'] as const;

/** A form in which `paths` prints its answer. */
export type PathsFormat = (typeof PATHS_FORMATS)[number];
