/** Why policies of VPC endpoints are listed and no more. */
export const NOT_JUDGED =
  'this is the policy of a VPC endpoint: it limits what passes through the endpoint and opens nothing, so it is not judged';
