import { writeFile } from "node:fs/promises";
import { extname, join } from "node:path";

import type { CalibratorStore, PredictionTable, StoreEvidence } from "calibrated";
import { loadStoreEvidence, makeFolder } from "calibrated/io";
import {
  answersInWords,
  buildReport,
  reportFigures,
  reportHtml,
  reportMarkdown,
  type Report,
  type WriteReportOptions,
} from "calibrated/report";

import type { ReportFlags } from "../commands/reportCommand.ts";
import { print, printJson, type Context } from "../context.ts";
import { openDatabase } from "../table/database.ts";
import { withPlace } from "../table/invalidRow.ts";
import { findPredictionColumns, requireLabels } from "../table/predictionColumns.ts";
import { readPredictions } from "../table/readPredictions.ts";
import { openTable } from "../table/tableSource.ts";
import { checkFileTarget, checkParentWritable, writeWhole } from "../table/writeWhole.ts";
import { Progress } from "../terminal/progress.ts";
import { counted } from "../terminal/textTable.ts";
import { UsageError } from "../usageError.ts";
import { version } from "../version.ts";
import { inStoreOrder, loadServingStore, rowCounts, warnOfRows } from "./serving.ts";
import { shellCommand } from "./shellCommand.ts";

type Format = NonNullable<ReportFlags["format"]>;

/** `calibrated report`: labelled table in, a page out. */
export async function report(this: Context, flags: ReportFlags, ...tables: string[]): Promise<void> {
  checkFlags(flags);
  const { out, svg, locale } = flags;
  const format = flags.format ?? formatOf(out);
  const isStandardOutput = out === "-";
  if (!isStandardOutput) await checkFileTarget(out, "a report");
  if (svg !== undefined) await checkParentWritable(join(svg, "picture.svg"));
  const made = await makeReport(this, flags, tables);
  const text = write(made, format, { locale });
  if (isStandardOutput) this.process.stdout.write(text);
  else await writeWhole(out, (path) => writeFile(path, text), "a report");
  const pictures = svg === undefined ? [] : await writePictures(made, svg, { locale });
  if (flags.json) {
    const { rows, headline, riskCoverage } = made;
    printJson(this, { report: out, format, pictures, rows, headline, chosen: riskCoverage.chosen });
    return;
  }
  if (isStandardOutput) return;
  const also = svg === undefined ? "" : ` and ${counted(pictures.length, "picture")} in ${svg}`;
  print(this, [...answersInWords(made, { locale }), "", `Wrote ${out}${also}`].join("\n"));
}

function checkFlags({ out, json, threshold, maxRisk, locale }: ReportFlags): void {
  if (out === "-" && json) {
    throw new UsageError(
      "Expected the report or the JSON document on standard output, but found --out - with --json.",
    );
  }
  if (threshold !== undefined && maxRisk !== undefined) {
    throw new UsageError("Expected --threshold or --max-risk, but found both.");
  }
  try {
    Intl.getCanonicalLocales(locale);
  } catch {
    throw new UsageError(`Expected a locale such as en or de-AT after --locale, but found "${locale}".`);
  }
}

function formatOf(out: string): Format {
  const extension = extname(out).toLowerCase();
  if (extension === ".md" || extension === ".markdown") return "markdown";
  return extension === ".json" ? "json" : "html";
}

async function makeReport(context: Context, flags: ReportFlags, tables: readonly string[]): Promise<Report> {
  const store = flags.store === undefined ? null : await loadServingStore(context, flags.store, flags);
  const evidence = flags.store === undefined ? null : await loadStoreEvidence(flags.store);
  const source = await openTable(await openDatabase(), tables, flags);
  const progress = new Progress(context.process.stderr);
  try {
    const found = findPredictionColumns(source, flags, ["label", "time", "weight"]);
    requireLabels(source, found);
    const columns = store === null ? found : inStoreOrder(found, store, flags);
    const { rowSums } = flags;
    const { table, rowNumbers } = await readPredictions(source, columns, { rowSums, progress });
    warnOfRows(context, rowCounts(table), store);
    await progress.during("scoring", table.probabilities.data.length);
    try {
      return reportOf(table, store, evidence, flags, tables);
    } catch (error) {
      throw await withPlace(error, source, columns, rowNumbers, rowSums);
    }
  } finally {
    progress.end();
    await source.files.cleanUp();
  }
}

function reportOf(
  table: PredictionTable,
  store: CalibratorStore | null,
  evidence: StoreEvidence | null,
  flags: ReportFlags,
  tables: readonly string[],
): Report {
  const { title, threshold, maxRisk, level, seed, resample, where } = flags;
  return buildReport(table, store, {
    title,
    threshold,
    maxRisk,
    level,
    seed,
    resample,
    evidence,
    source: {
      files: tables,
      where,
      store: flags.store,
      commands: [shellCommand(["calibrated", ...process.argv.slice(2)])],
      versions: { calibrated: version, node: process.version.slice(1) },
      createdAt: new Date().toISOString(),
    },
  });
}

function write(made: Report, format: Format, options: WriteReportOptions): string {
  if (format === "html") return reportHtml(made, options);
  return format === "markdown" ? reportMarkdown(made, options) : `${JSON.stringify(made, null, 2)}\n`;
}

async function writePictures(made: Report, folder: string, options: WriteReportOptions): Promise<string[]> {
  await makeFolder(folder);
  const files: string[] = [];
  for (const { name, svg } of reportFigures(made, options)) {
    const file = join(folder, `${name}.svg`);
    await writeWhole(file, (path) => writeFile(path, svg), "a picture");
    files.push(file);
  }
  return files;
}
