import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
// Erased, but brings the declarations along where this source is linked from another project.
import type {} from './web-assembly';

const WASM_FILE = 'schema_engine_bg.wasm';

let loading: Promise<typeof bindings> | undefined;

/**
 * Prisma's schema engine as WebAssembly: the migrations need no native binary and no download. Instantiated once per
 * process (about 60 ms); engines made from it are cheap.
 */
export function loadSchemaEngine(): Promise<typeof bindings> {
  loading ??= instantiate();
  return loading;
}

async function instantiate(): Promise<typeof bindings> {
  // The engine reports a panic through this global and crashes over its absence.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message() {} } });
  const bytes = await readFile(findWasmFile());
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': importsOf(bindings) });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings;
}

/**
 * What the module imports, with its timers unreferenced: the engine arms one of 10 s for its lock and never disarms it,
 * and the process would stay for it.
 */
function importsOf(engine: object): Record<string, unknown> {
  const setQuietTimeout = (run: () => void, ms: number) => setTimeout(run, ms).unref();
  return Object.fromEntries(
    Object.entries(engine).map(([name, value]): [string, unknown] => [
      name,
      name.startsWith('__wbg_setTimeout_') ? setQuietTimeout : value,
    ]),
  );
}

/** Beside the bundle when the app is built, in its package otherwise. */
function findWasmFile(): string {
  const besideBundle = join(__dirname, WASM_FILE);
  if (existsSync(besideBundle)) return besideBundle;
  const resolve = createRequire(join(__dirname, 'index.js')).resolve;
  return join(dirname(resolve('@prisma/schema-engine-wasm/schema_engine_bg')), WASM_FILE);
}
