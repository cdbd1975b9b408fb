/**
 * Three characters of every alternative of the redactor's `SUSPECT`, in lower case: a text without any of them is no
 * suspect. Chosen for being rare in the words of a Cortex (`ecr` of `secret`, because `created` has `cre`).
 */
const TRACES: readonly string[] = [
  ...['eyj', 'sk-', 'sk_', 'rk_', 'pk_', 'glp', 'xox', 'b_p', 'pm_', 'hf_', 'kia', 'sia', 'aiz'],
  ...['e k', '://', 'pas', 'ecr', 'oke', 'key', 'rer', 'oki', 'ede', 'uth'],
  // `ghp_`, `gho_` … in whatever case.
  ...Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => `h${letter}_`),
];

const CHARACTERS = 'abcdefghijklmnopqrstuvwxyz_-:/ ';
const BITS = 5;
const MASK = (1 << (3 * BITS)) - 1;
const ASCII = 128;

/** 1 … 31 for the characters that traces are made of, letters in both cases; 0 for all others. */
const CODES = Uint8Array.from(
  { length: ASCII },
  (_, code) => CHARACTERS.indexOf(String.fromCharCode(code).toLowerCase()) + 1,
);

const IS_TRACE = new Uint8Array(MASK + 1);
for (const trace of TRACES) IS_TRACE[codeOf(trace)] = 1;

/** A look at every string of a tree: one table look-up per character, where the pattern tries its alternatives. */
export function hasSecretTrace(text: string): boolean {
  let last = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    last = ((last << BITS) | (code < ASCII ? (CODES[code] ?? 0) : 0)) & MASK;
    if (IS_TRACE[last] === 1) return true;
  }
  return false;
}

function codeOf(trace: string): number {
  return Array.from(trace).reduce((sum, letter) => (sum << BITS) | (CODES[letter.charCodeAt(0)] ?? 0), 0);
}
