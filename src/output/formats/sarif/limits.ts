/**
 * What GitHub takes of a SARIF file: of more results it keeps the gravest 5,000, and of longer texts the beginning.
 * Source: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export const MOST_RESULTS = 5000;
/** A file may have 10 MB when it is compressed: it has fewer before that, and room for all but the results. */
export const MOST_RESULT_BYTES = 9_000_000;
/** Of these, what proposed changes may take: GitHub does not read them. */
export const MOST_FIX_BYTES = 3_000_000;
export const MOST_TAGS = 10;
export const LONGEST_DESCRIPTION = 1024;
export const LONGEST_NAME = 255;
/** Of 100 locations, one is the result's own. */
export const MOST_RELATED_LOCATIONS = 99;

/** Our own bounds: longer texts nobody reads, and together they would be too much. */
export const LONGEST_MESSAGE = 1000;
export const LONGEST_LOCATION_NAME = 512;
export const MOST_STATEMENTS = 10;
export const MOST_NOTIFICATIONS = 100;
