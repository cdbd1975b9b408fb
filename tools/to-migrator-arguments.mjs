import { resolve } from 'node:path';

// What a first run should not stumble over; each is left alone when the caller gives it.
const DEFAULT_OPTIONS = { '--target': ['local'], '--max-quarantine': ['100%'], '--once': [] };

/**
 * The migrator's command line for `npm start -- <args>`. The tree, when given, comes first; npm runs scripts in the
 * root of the workspace, so it is resolved from the folder in which the user stands.
 */
export function toMigratorArguments(args, { standing, defaultTree }) {
  const [first, ...rest] = args;
  const hasTree = first !== undefined && !first.startsWith('-');
  const options = hasTree ? rest : args;
  const missing = Object.entries(DEFAULT_OPTIONS).filter(
    ([name]) => !options.some((option) => option === name || option.startsWith(`${name}=`)),
  );
  const tree = hasTree ? resolve(standing, first) : defaultTree;
  return ['run', tree, ...options, ...missing.flatMap(([name, values]) => [name, ...values])];
}
