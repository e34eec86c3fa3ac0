import { fileAddress, isAbsolutePath } from '../../source-address.js';

/** A file as SARIF names it: below the root of the repository, or by its whole address. */
export function artifactLocation(file: string) {
  return {
    uri: fileAddress(file),
    ...(isAbsolutePath(file) ? {} : { uriBaseId: '%SRCROOT%' }),
  };
}
