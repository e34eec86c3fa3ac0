import type { Assessment } from '../assessment/assessment.js';
import { OUTPUT_FORMATS } from '../output/formats.generated.js';
import type { FormatContext, OutputFormat } from '../output/output-format.js';
import { FORMAT_SERVICES } from '../scanning/format-services.js';
import { commitTogether, type OutputFile } from '../scanning/output-file.js';
import type { Invocation } from './command.js';
import type { ToldContext } from './format-context.js';
import type { PlannedFormat } from './format-plan.js';
import { UsageError } from './usage-error.js';

/**
 * Writes an assessment in several formats. All files are complete before the first takes its place.
 *
 * @throws {UsageError} if a format cannot hold it, or a file cannot be written
 */
export async function writeFormats(
  assessment: Assessment,
  planned: readonly PlannedFormat[],
  told: ToldContext,
  { terminal, files }: Pick<Invocation, 'terminal' | 'files'>,
): Promise<void> {
  const context = { ...told, ...FORMAT_SERVICES };
  const formats = planned.map(({ id, path }) => ({ path, format: formatOf(id, assessment, context) }));
  const begun: OutputFile[] = [];
  for (const { path, format } of formats) {
    if (path === null) continue;
    const file = files.begin(path, '--output-file');
    begun.push(file);
    for await (const chunk of format.write(assessment, context)) file.write(chunk);
  }
  await commitTogether(begun);
  for (const { path, format } of formats)
    if (path === null) for await (const chunk of format.write(assessment, context)) terminal.out(chunk);
}

/** Why an assessment cannot be written in a format, as a sentence without its full stop; null where it can. */
export function formatRefusal(id: string, assessment: Assessment, told: ToldContext): string | null {
  return formatWith(id).refusal?.(assessment, { ...told, ...FORMAT_SERVICES }) ?? null;
}

function formatOf(id: string, assessment: Assessment, context: FormatContext): OutputFormat {
  const format = formatWith(id);
  const refusal = format.refusal?.(assessment, context) ?? null;
  if (refusal !== null) throw new UsageError(`--format ${id}: ${refusal}.`);
  return format;
}

function formatWith(id: string): OutputFormat {
  const format = OUTPUT_FORMATS.find((each) => each.id === id);
  if (format === undefined) throw new Error(`there is no format ${id}`);
  return format;
}
