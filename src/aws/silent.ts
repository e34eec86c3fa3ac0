const nothing = (): void => undefined;

/** Keeps the SDK from writing to the console: what is worth a word is said in our own. */
export const SILENT = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
