/** The names in an option's flags, `-i, --input-file <path>`, without hyphens. */
export function optionNames(flags: string): { readonly long: string; readonly short: string | null } {
  return { long: /--([a-z-]+)/i.exec(flags)?.[1] ?? '', short: /^-([a-z])\b/i.exec(flags)?.[1] ?? null };
}
