import { startAwsEndpoint } from '../../test/aws-endpoint/aws-endpoint.js';
import { inventOrganization } from '../../test/aws-endpoint/invented-organization.js';

/** Serves an invented organisation in a process of its own, so that what it takes is not measured with the others. */
const [accounts, principals, role] = process.argv.slice(2);
const invented = inventOrganization({
  seed: 1,
  accounts: Number(accounts),
  principals: Number(principals),
  suspendedPercent: 0,
  role: { name: role ?? '' },
});
const endpoint = await startAwsEndpoint(invented);
const [key] = endpoint.credentials;
process.stdout.write(
  `${JSON.stringify({
    url: endpoint.url,
    accessKeyId: key?.accessKeyId,
    secretAccessKey: key?.secretAccessKey,
    accounts: invented.accounts.map(({ name, id }) => ({ name, id })),
  })}\n`,
);
