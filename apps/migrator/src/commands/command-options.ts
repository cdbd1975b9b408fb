import { databaseOptions, exportOptions, outputOptions, runOptions } from '@cortex/platform';

const { target, dataDirectory, reportDirectory, maxQuarantine, include, chunkSize, roles } = runOptions;

/** What each command takes of the product's options; help and parsing read it here. */
export const commandOptions = {
  run: {
    dryRun: runOptions.dryRun,
    maxQuarantine,
    reportDirectory,
    include,
    trustStat: runOptions.trustStat,
    rescan: runOptions.rescan,
    skipValidation: runOptions.skipValidation,
    once: runOptions.once,
    chunkSize,
    roles,
    target,
    ...databaseOptions,
    dataDirectory,
    ...outputOptions,
  },
  plan: { maxQuarantine, reportDirectory, include, chunkSize, ...databaseOptions, ...outputOptions },
  replay: { maxQuarantine, chunkSize, roles, target, ...databaseOptions, dataDirectory, ...outputOptions },
  export: { ...exportOptions, target, ...databaseOptions, dataDirectory, ...outputOptions },
  undo: { chunkSize, target, ...databaseOptions, dataDirectory, ...outputOptions },
  /** Commands that look at what a run left behind. */
  look: { target, ...databaseOptions, dataDirectory, ...outputOptions },
} as const;
