/** The ways in which a real tree is not JSON; each can be repaired mechanically. */
export type Mess =
  'missing-value' | 'bare-word' | 'pasted-objects' | 'expression' | 'numeric-range' | 'text-before';

/** Breaks a JSON object, as it is printed with an indent of two, in one of the ways that occur. */
export function breakJson(text: string, mess: Mess): string {
  switch (mess) {
    case 'missing-value':
      return afterOpening(text, '"skills_required": ,');
    case 'bare-word':
      return afterOpening(text, '"urgency": high,');
    case 'numeric-range':
      return afterOpening(text, '"ports": [30000-32767],');
    case 'expression':
      return afterOpening(text, '"made_as": "run-" + Date.now(),');
    case 'text-before':
      return `Here is the file that you asked for:\n${text}`;
    case 'pasted-objects':
      return afterOpening(text, '"pasted": {"note": "a line\nbreak"}\n{"second": "object"},');
  }
}

function afterOpening(text: string, member: string): string {
  return text.replace('{', () => `{\n  ${member}`);
}
