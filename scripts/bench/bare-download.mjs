// The floor of `scan-multi-account`: downloads the same pages of the same accounts with the bare SDK, as many accounts
// at a time, and does nothing with them.
import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import pMap from 'p-map';

const [role, atOnce, ...accounts] = process.argv.slice(2);
const FILTERS = ['User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'];
const region = 'us-east-1';
const sts = new STSClient({ region });

async function download(account) {
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/${role}`, RoleSessionName: 'bench' }),
  );
  const iam = new IAMClient({
    region,
    credentials: {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
    },
  });
  await Promise.all(
    FILTERS.map(async (filter) => {
      let marker;
      do {
        const page = await iam.send(
          new GetAccountAuthorizationDetailsCommand({
            Filter: [filter],
            MaxItems: 1000,
            ...(marker === undefined ? {} : { Marker: marker }),
          }),
        );
        marker = page.Marker;
      } while (marker !== undefined);
    }),
  );
}

await pMap(accounts, download, { concurrency: Number(atOnce) });
