/** The look of a result on a screen: colours, marks, and links where the terminal has them. */
import { pathToFileURL } from 'node:url';
import { styleText } from 'node:util';
import { createSupportsHyperlinks } from 'supports-hyperlinks';
import type { Look, LookTone } from '../jobs/report.js';

type Style = Parameters<typeof styleText>[0];

const STYLES: Readonly<Record<LookTone, Style>> = {
  good: 'green',
  still: 'dim',
  fair: 'yellow',
  bad: 'red',
  head: 'bold',
};

/** `hasColor`: whether the stream shows colours, and the user wants them. */
export function makeLook(
  stream: Pick<NodeJS.WriteStream, 'isTTY'>,
  { hasColor, isVerbose }: { readonly hasColor: boolean; readonly isVerbose: boolean },
): Look {
  const hasLinks = stream.isTTY && createSupportsHyperlinks(stream);
  return {
    isVerbose,
    paint: (tone, text) => (hasColor ? styleText(STYLES[tone], text, { validateStream: false }) : text),
    link: (path) => (hasLinks ? toLink(path) : path),
    mark: (mark, line) => (hasColor ? `${mark}${line.slice(1)}` : line),
  };
}

/** OSC 8, which terminals show as the text alone. */
function toLink(path: string): string {
  const escape = (parameters: string): string => `\u001B]8;;${parameters}\u0007`;
  return `${escape(pathToFileURL(path).href)}${path}${escape('')}`;
}
