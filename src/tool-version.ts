/** Version of this package; a test holds it against package.json. */
export const TOOL_VERSION = '1.0.0';
