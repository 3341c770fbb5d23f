/** The Containerfile, and the list of what the image is built from. */
import { existsSync, readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readOptions } from './help.js';
import { readCode, readPage, toWords } from './pages.js';

const GUIDE = 'docs/guides/container.md';
const text = readFileSync('Containerfile', 'utf8');

const included = readFileSync('.dockerignore', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

interface Manifest {
  readonly kind: string;
  readonly spec: {
    readonly jobTemplate: {
      readonly spec: {
        readonly template: { readonly spec: { readonly containers: readonly { args: string[] }[] } };
      };
    };
  };
}

describe('the Containerfile', () => {
  it('is one in which the linter finds no fault', () => {
    expect(validate(text)).toEqual([]);
    expect(validate(text.replace('WORKDIR', 'WORKDIRS'))).not.toEqual([]);
  });

  it('runs as a user by number, with named volumes, and as one process that gets the signals', () => {
    const stage = text.slice(text.lastIndexOf('\nFROM '));
    expect(stage).toMatch(/^USER 1000:1000$/m);
    expect(stage).toMatch(/^VOLUME \["\/data\/reports", "\/state"\]$/m);
    expect(stage).toMatch(/^ENTRYPOINT \["node", "\/app\/bin\/bitpowr-bulk\.js"\]$/m);
  });

  it('gets all that the package is made of, and only files that there are', () => {
    const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly files: readonly string[];
    };
    const isIncluded = (path: string): boolean =>
      included.some((entry) => entry === path || (entry.endsWith('/') && `${path}/`.startsWith(entry)));
    const packed = files.filter((name) => name !== 'dist' && !name.startsWith('!'));
    // `npm pack` builds it from these.
    const sources = ['src', 'package-lock.json', 'rolldown.config.js', 'rolldown.types.config.js'];
    for (const path of [...packed, ...sources]) expect([path, isIncluded(path)]).toEqual([path, true]);
    for (const path of included) expect([path, existsSync(path)]).toEqual([path, true]);
  });
});

describe('docs on containers', () => {
  it('start the program with options that it has', () => {
    const blocks = readCode(readPage(GUIDE).text);
    const command =
      blocks.find((block) => block.text.includes('podman run'))?.text.replaceAll('\\\n', ' ') ?? '';
    const manifest = blocks.find(({ language }) => language === 'yaml')?.text ?? '';
    const [job] = parseAllDocuments(manifest).map((document) => document.toJS() as Manifest);
    const args = job?.spec.jobTemplate.spec.template.spec.containers[0]?.args ?? [];
    for (const words of [toWords(command.split(' bitpowr-bulk ')[1] ?? ''), args]) {
      const options = readOptions(words[0] ?? '').map(({ name }) => `--${name}`);
      const used = words.filter((word) => word.startsWith('--'));
      expect(used.length).toBeGreaterThan(1);
      expect(options).toEqual(expect.arrayContaining(used));
    }
  });
});
