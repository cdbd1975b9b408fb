import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const CALL = `
  const [file, name, args] = JSON.parse(process.argv[1]);
  const module = await import(file);
  process.stdout.write(JSON.stringify(module[name](...args)));
`;

/** Calls an exported function of a tools/*.mjs file in a process of its own: Jest does not load ES modules. */
export function callScript(file: string, name: string, args: readonly unknown[]): unknown {
  const call = JSON.stringify([join(__dirname, '..', file), name, args]);
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', CALL, call], { encoding: 'utf8' }),
  );
}
