/** Why policies of VPC endpoints are listed and no more. */
export const NOT_JUDGED =
  'this is the policy of a VPC endpoint: it limits what passes through the endpoint and opens nothing, so it is not judged';

/** Why stacks are listed and no more. */
export const OTHER_TEMPLATE =
  'its resources stand in a template of its own, which is assessed if it is given too';
