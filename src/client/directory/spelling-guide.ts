/**
 * Forgives typos (REQ-C3): finds the words of the directory that are spelt like the ones typed. Only words are indexed, not
 * customers, so the index is small; it is built when something was first not found.
 */
import MiniSearch from 'minisearch';
import type { SearchWord } from './search-words.ts';

/** At most so many words stand for one that was typed. */
const similarWords = 20;

/** Numbers are not forgiven: another number is another customer. */
const isName = (word: string): boolean => !/\d/.test(word) && word.length > 1;

/** Letters that may be wrong, missing, too many; two swapped letters count as two. */
const forgiven = (word: string): number => (word.length < 4 ? 1 : 2);

export class SpellingGuide {
  readonly #texts: () => Iterable<string>;
  #words: MiniSearch<{ id: string }> | null = null;

  /** @param texts the folded texts of all customers */
  constructor(texts: () => Iterable<string>) {
    this.#texts = texts;
  }

  /** Words spelt like the ones given; a word that nothing resembles stays as it is. */
  similar(words: readonly SearchWord[]): SearchWord[] {
    const known = this.#index();
    return words.map((forms) => {
      const found = known
        .search(forms[0] ?? '', { fuzzy: forgiven, prefix: true, tokenize: (text) => [text] })
        .slice(0, similarWords);
      return [...new Set([...forms, ...found.map((result) => String(result.id))])];
    });
  }

  /** Adds the words of changed customers; words of others stay, and then find nobody. */
  learn(texts: Iterable<string>): void {
    const known = this.#words;
    if (!known) return;
    for (const id of wordsOf(texts)) if (!known.has(id)) known.add({ id });
  }

  #index(): MiniSearch<{ id: string }> {
    if (!this.#words) {
      this.#words = new MiniSearch<{ id: string }>({ fields: ['id'], tokenize: (text) => [text] });
      this.#words.addAll([...wordsOf(this.#texts())].map((id) => ({ id })));
    }
    return this.#words;
  }
}

function wordsOf(texts: Iterable<string>): Set<string> {
  const words = new Set<string>();
  for (const text of texts) {
    for (const word of text.split(/[\s@.,#]+/)) {
      if (isName(word)) words.add(word);
      // Who types one of two joined names is forgiven as well.
      for (const part of word.split(/[-'’]/)) if (part !== word && isName(part)) words.add(part);
    }
  }
  return words;
}
