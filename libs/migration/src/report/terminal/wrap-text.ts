import { cutMiddle, displayWidth } from './display-width';

/** Breaks a sentence at its spaces into lines of at most so many columns; a longer word is cut in its middle. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= columns) {
      line = longer;
    } else {
      if (line !== '') lines.push(line);
      line = cutMiddle(word, columns);
    }
  }
  return line === '' ? lines : [...lines, line];
}
