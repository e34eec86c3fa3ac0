/** Why resource policies are listed and no more. */
export const NOT_JUDGED =
  'this is a resource policy, and only identity policies and trust policies of roles are judged';
