/** TRUE and FALSE where an id or a name should be. */
import { expect, it } from 'vitest';
import { checkTruthWord } from '../../src/validate/truth-words.js';

it.each(['TRUE', 'true', 'False', 'WAHR', 'FAUX', 'VERDADERO'])(
  'reports %s as an id and as a name',
  (word) => {
    expect(checkTruthWord(word, 'externalId')?.code).toBe('id_is_boolean');
    expect(checkTruthWord(word, 'name')?.code).toBe('name_is_boolean');
    expect(checkTruthWord(word, 'externalId')?.message).toContain(word);
  },
);

it.each(['TRUE-1', 'Trueman', 'T', '1', 'wahr', 'truefalse', 'tRUE'])(
  'takes %s as an id and a name',
  (text) => {
    expect(checkTruthWord(text, 'externalId')).toBeUndefined();
    expect(checkTruthWord(text, 'name')).toBeUndefined();
  },
);

it('takes True as a name of people, but not as an id', () => {
  expect(checkTruthWord('True', 'name')).toBeUndefined();
  expect(checkTruthWord('True', 'externalId')?.code).toBe('id_is_boolean');
});

it('has nothing to say about a field that may be true or false', () => {
  expect(checkTruthWord('TRUE', 'provisionAddress')).toBeUndefined();
  expect(checkTruthWord('FALSE', 'description')).toBeUndefined();
});
