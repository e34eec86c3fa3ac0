/** The level that an action is taken to have by its name: Tagging for those that tag, else Write, as most have. */
export function levelByName(action: string): 'Tagging' | 'Write' {
  return /:(?:Un)?Tag/i.test(action) ? 'Tagging' : 'Write';
}
