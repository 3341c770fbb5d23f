import { describe, expect, it } from 'vitest';
import { fragment, toDataBlock, toProse } from '../../../src/record/report/html.js';

describe('fragment', () => {
  it('escapes what is put in, in text and in attributes', () => {
    const hostile = `"><img src=x onerror='alert(1)'>&amp;`;
    expect(fragment`<b title="${hostile}">${hostile}</b>`.toString()).toBe(
      '<b title="&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;">' +
        '&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;</b>',
    );
  });

  it('takes fragments and lists of them as they are, and shows nothing of undefined and false', () => {
    const rows = ['a', '<'].map((name) => fragment`<li>${name}</li>`);
    expect(fragment`<ul>${rows}${undefined}${false}${0}</ul>`.toString()).toBe(
      '<ul><li>a</li><li>&lt;</li>0</ul>',
    );
  });
});

describe('toDataBlock', () => {
  it('lets nothing in the data end the block, and gives the data back', () => {
    const data = { text: '</script><script>alert(1)</script><!-- \u2028 & "' };
    const block = toDataBlock('x', data).toString();
    const [, json = ''] = /^<script type="application\/json" id="x">(.*)<\/script>$/s.exec(block) ?? [];
    expect(json).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(json)).toEqual(data);
  });
});

describe('toProse', () => {
  it('makes code of what stands between backticks, and escapes both', () => {
    expect(toProse('found `<b>` & more').toString()).toBe('found <code>&lt;b&gt;</code> &amp; more');
  });

  it('leaves a lone backtick alone', () => {
    expect(toProse('it`s').toString()).toBe('it`s');
  });
});
