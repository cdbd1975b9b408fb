import fc from 'fast-check';

import { decodeTestJson } from '../test-support/decode-test-json';
import { testReaderContext } from '../test-support/test-reader-context';
import { checkStorable, jsonText, jsonTextOf } from './json-text';

function write(json: string): string {
  return jsonText(decodeTestJson(json), testReaderContext());
}

function faultsOf(json: string): string[] {
  const context = testReaderContext();
  jsonText(decodeTestJson(json), context);
  const checked = testReaderContext();
  checkStorable(decodeTestJson(json), checked);
  expect(checked.faults).toEqual(context.faults);
  return context.faults;
}

describe('jsonText', () => {
  it('keeps the spelling of numbers', () => {
    expect(write('{"a": 0.10, "b": 1e400, "c": 12345678901234567890, "d": -0}')).toBe(
      '{"a":0.10,"b":1e400,"c":12345678901234567890,"d":-0}',
    );
  });

  it('lets the last of equal keys win', () => expect(write('{"a":1,"b":2,"a":3}')).toBe('{"a":3,"b":2}'));

  it('treats __proto__ as a key like any other', () => {
    expect(write('{"__proto__":{"x":1}}')).toBe('{"__proto__":{"x":1}}');
  });

  it('redacts by key, at any depth and in lists, and counts it', () => {
    const context = testReaderContext();
    const text = jsonText(
      decodeTestJson(
        '{"identity":{"token":"abc"},"api_keys":["k1"],"password":1234,"secret":{"value":"v","name":"n"}}',
      ),
      context,
    );
    expect(text).not.toMatch(/abc|k1|1234|"v"/);
    expect(text).toContain('"name":"n"');
    expect(context.notes[0]).toEqual({ code: 'secret-redacted', subject: 'by key' });
  });

  it('leaves booleans, null and counts under secret keys', () => {
    expect(write('{"password":null,"secret":true,"secrets":3,"tokens_used":5}')).toBe(
      '{"password":null,"secret":true,"secrets":3,"tokens_used":5}',
    );
  });

  it('leaves a list of plain words, which says who may see credentials', () => {
    expect(write('{"credentials":["security","audit"],"passwords":["letmein"]}')).toMatch(
      /^\{"credentials":\["security","audit"\],"passwords":\["<redacted:/,
    );
  });

  it('redacts what stands under free names in a map of secrets, and leaves what describes them', () => {
    const given = '{"secrets":{"db":"hunter2x","aws":"wJal/K7MD"}}';
    expect(write(given)).toMatch(/^\{"secrets":\{"db":"<redacted:\w+>","aws":"<redacted:\w+>"\}\}$/);
    const described =
      '{"secrets":{"enabled":true,"patterns_file":"config/x2.json","user":"b0b","mode":"strict","since":"2026-01-02","at":"./x1"}}';
    expect(write(described)).toBe(described);
  });

  it('redacts the value of a pair whose name is that of a secret', () => {
    expect(
      write('[{"name":"DB_PASSWORD","value":"xyz"},{"value":"xyz","key":"Authorization"}]'),
    ).not.toContain('xyz');
    const harmless =
      '[{"name":"MODE","value":"xyz"},{"name":"max_tokens","value":5},{"name":"token","value":5}]';
    expect(write(harmless)).toBe(harmless);
    expect(
      jsonTextOf(decodeTestJson('{"name":"api_key","value":"xyz"}'), '(as it stands)', testReaderContext()),
    ).not.toBe('(as it stands)');
  });

  it('redacts by value', () => {
    expect(write('{"note":"password: xyz"}')).toMatch(/^\{"note":"password: <redacted:[0-9a-f]{16}>"\}$/);
  });

  it.each([
    [String.raw`{"a":"x\u0000y"}`, 'nul-character'],
    [String.raw`{"\u0000":1}`, 'nul-character'],
    [String.raw`["\ud800"]`, 'lone-surrogate'],
    ['[1e999999]', 'number-too-large'],
    [`${'['.repeat(1_100)}${']'.repeat(1_100)}`, 'too-deep'],
  ])('reports what jsonb cannot hold: %#', (json, fault) => expect(faultsOf(json)).toContain(fault));

  it('has nothing against pairs of surrogates and escaped backslashes', () => {
    expect(faultsOf(String.raw`["\ud83d\ude00", "\\u0000", "\\ud800"]`)).toEqual([]);
  });

  it('writes what JSON.parse reads back', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const json = JSON.stringify(value);
        expect(JSON.parse(write(json))).toEqual(JSON.parse(json));
      }),
    );
  });
});

describe('the text of a record that is written compactly', () => {
  const word = fc.constantFrom(
    'a',
    'id',
    'token',
    'password',
    'Bearer abcdefgh12',
    'sk-a1b2c3d4e5f6g7h8',
    'x'.repeat(20),
  );
  const value = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      word,
      fc.constantFrom(1, 0.5, true, null),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(word, tie('any'), { maxKeys: 4 }),
    ),
  })).any;

  it('is the text that writing its value gives, redaction included', () => {
    fc.assert(
      fc.property(value, (one) => {
        const text = JSON.stringify(one);
        const [direct, written] = [testReaderContext(), testReaderContext()];
        const node = decodeTestJson(text);
        expect(jsonTextOf(node, text, direct)).toBe(jsonText(node, written));
        expect(direct.notes).toEqual(written.notes);
      }),
      { numRuns: 500 },
    );
  });

  it('is written anew when a number is beyond what jsonb can hold', () => {
    const context = testReaderContext();
    jsonTextOf(decodeTestJson('{"a":1e400000}'), '{"a":1e400000}', context);
    expect(context.faults).toEqual(['number-too-large']);
  });
});
