import type { CommandDefinition } from './command.js';
import { completion } from './commands/completion.js';
import { createExclusionsFile } from './commands/create-exclusions-file.js';
import { createMultiAccountConfigFile } from './commands/create-multi-account-config-file.js';
import { diff } from './commands/diff.js';
import { download } from './commands/download.js';
import { expandPolicy } from './commands/expand-policy.js';
import { fix } from './commands/fix.js';
import { migrateExclusions } from './commands/migrate-exclusions.js';
import { paths } from './commands/paths.js';
import { scanPolicyFile } from './commands/scan-policy-file.js';
import { scanMultiAccount } from './commands/scan-multi-account.js';
import { scan } from './commands/scan.js';
import { simulate } from './commands/simulate.js';
import { whoCan } from './commands/who-can.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandDefinition[] = [
  download,
  scan,
  scanPolicyFile,
  scanMultiAccount,
  diff,
  fix,
  paths,
  whoCan,
  simulate,
  expandPolicy,
  createExclusionsFile,
  createMultiAccountConfigFile,
  migrateExclusions,
  completion,
];
