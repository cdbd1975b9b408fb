export type StyleName = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'blue' | 'cyan' | 'magenta';

/** Puts colour around a text, or not. */
export type Style = Readonly<Record<StyleName, (text: string) => string>>;

// SGR numbers: switch on, switch off. Only the eight colours that every terminal's theme defines.
const CODES: Readonly<Record<StyleName, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
};

/** Whether there is colour is the caller's decision: a renderer asks neither the terminal nor the environment. */
export function terminalStyle(color: boolean): Style {
  const paint = (name: StyleName) => {
    const [on, off] = CODES[name];
    return (text: string): string => (color && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  };
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    red: paint('red'),
    green: paint('green'),
    yellow: paint('yellow'),
    blue: paint('blue'),
    magenta: paint('magenta'),
    cyan: paint('cyan'),
  };
}
