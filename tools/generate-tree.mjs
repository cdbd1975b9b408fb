// npm run generate-tree -- <folder> [--files N] [--records N] [--bytes N] [--seed N] [--broken N] [--shape tree|log|array]
// A tree that looks like a real one (docs: libs/testing/src/generate-tree), the same for the same numbers.
import { mkdirSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadTestingLibrary } from './bench/load-testing-library.mjs';

const NUMBERS = ['files', 'records', 'bytes', 'seed', 'broken'];
const DEFAULT_LARGE_BYTES = 1e9;

process.exitCode = await main();

async function main() {
  const request = readRequest();
  if (typeof request === 'string') {
    console.error(request);
    return 2;
  }
  const { folder, shape, numbers } = request;
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) {
    console.error(`${folder} is not empty. Name a new folder.`);
    return 2;
  }
  const { generateTree, writeGeneratedTree } = await loadTestingLibrary('generate-tree/index.ts');
  const { generateLargeLog, generateLargeArray } = await loadTestingLibrary('generate-tree/index.ts');
  const large = numbers.bytes ?? DEFAULT_LARGE_BYTES;
  const makers = {
    tree: () => generateTree(numbers),
    log: () => generateLargeLog(large),
    array: () => generateLargeArray(large),
  };
  const written = await writeGeneratedTree(folder, makers[shape]());
  const { files, records, bytes } = written;
  console.log(`${files} files, ${records} records, ${bytes} bytes in ${folder}`);
  return 0;
}

function readRequest() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...Object.fromEntries(NUMBERS.map((name) => [name, { type: 'string' }])),
      shape: { type: 'string', default: 'tree' },
    },
  });
  if (positionals.length !== 1) return 'Give the folder to write into.';
  if (!['tree', 'log', 'array'].includes(values.shape)) return '--shape must be tree, log or array.';
  const given = NUMBERS.filter((name) => values[name] !== undefined);
  const wrong = given.find((name) => !/^\d+(?:\.\d+)?(?:e\d+)?$/.test(values[name]));
  if (wrong !== undefined) return `--${wrong} must be a number such as 1000 or 2e9.`;
  const numbers = Object.fromEntries(given.map((name) => [name, Number(values[name])]));
  return { folder: resolve(process.env.INIT_CWD ?? '.', positionals[0]), shape: values.shape, numbers };
}
