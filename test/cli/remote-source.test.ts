import { describe, expect, test } from 'vitest';
import { assertLocalSource } from '../../src/cli/remote-source.js';

/** The hint to a command line with this source. */
function hint(source: string): string {
  const words = ['import', source, '--sandbox', '--mapping', 'my map.json'];
  try {
    assertLocalSource(source, words, 'bitpowr-bulk');
  } catch (error) {
    expect(error).toMatchObject({ code: 'source_missing' });
    return (error as { hint: string }).hint;
  }
  throw new Error(`${source} was taken for a file.`);
}

describe('a source that is a URL', () => {
  const line = "bitpowr-bulk import - --sandbox --mapping 'my map.json'";

  test.each([
    ['https://example.com/a.csv', 'curl -fsSL https://example.com/a.csv'],
    ['https://example.com/a.csv?x=1&y=2', "curl -fsSL 'https://example.com/a.csv?x=1&y=2'"],
    ['HTTP://example.com/a', 'curl -fsSL HTTP://example.com/a'],
    ['sftp://user@example.com/a.csv', "curl -fsS 'sftp://user@example.com/a.csv'"],
    ['s3://bucket/a.csv', 'aws s3 cp s3://bucket/a.csv -'],
    ['gs://bucket/a.csv', 'gcloud storage cat gs://bucket/a.csv'],
  ])('%s is piped in, with all options', (source, fetch) => {
    expect(hint(source)).toBe(`Pipe it in: ${fetch} | ${line}`);
  });

  test('is shown without what lets others in', () => {
    const source = 'https://me:pass@example.com/a.csv?X-Amz-Date=1&X-Amz-Signature=0123456789abcdef';
    expect(hint(source)).toBe(
      `Pipe it in, with your secrets in place of each …: curl -fsSL 'https://…@example.com/a.csv?X-Amz-Date=1&X-Amz-Signature=…' | ${line}`,
    );
    expect(() => assertLocalSource(source, [], 'bitpowr-bulk')).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/pass@|0123/) as string }),
    );
  });

  test('is piped into a command that works as printed: a webhook is left out, and said to be', () => {
    const source = 'https://example.com/a.csv';
    const hook = 'https://hooks.example.com/services/T0/B0/abcdefgh12345678';
    const words = ['import', source, '--notify', hook, `--notify=slack+${hook}`, '--notify', '@to.txt'];
    expect(() => assertLocalSource(source, words, 'bitpowr-bulk')).toThrow(
      expect.objectContaining({
        hint:
          "Pipe it in: curl -fsSL https://example.com/a.csv | bitpowr-bulk import - --notify '@to.txt'\n" +
          'Add --notify with its URL again, which is not shown; BITPOWR_BULK_NOTIFY can hold it.',
      }),
    );
  });

  test('has … in place of a password in another word, and says so', () => {
    const source = 'https://example.com/a.csv';
    const words = ['import', source, '--base-url', 'https://me:pass@example.org/api'];
    expect(() => assertLocalSource(source, words, 'bitpowr-bulk')).toThrow(
      expect.objectContaining({
        hint: "Pipe it in, with your secrets in place of each …: curl -fsSL https://example.com/a.csv | bitpowr-bulk import - --base-url 'https://…@example.org/api'",
      }),
    );
  });

  test('of a kind that is not known is saved or piped in', () => {
    for (const kind of ['abfs', 'constructor', 'valueOf']) {
      expect(hint(`${kind}://x/a.csv`)).toBe(`Save it as a file, or pipe it in: … | ${line}`);
    }
  });

  test('of a file is given as a path', () => {
    expect(hint('file:///tmp/a%20b.csv')).toBe(
      "Give its path: bitpowr-bulk import '/tmp/a b.csv' --sandbox --mapping 'my map.json'",
    );
  });
});

test.each(['customers.csv', '/tmp/a.csv', 'C:\\a.csv', '-', 'a:b.csv'])('%s is a path', (source) => {
  expect(() => assertLocalSource(source, ['import', source], 'bitpowr-bulk')).not.toThrow();
});
