import type { WordTable } from './word-table';

export type Sensitivity = 'public' | 'internal' | 'confidential' | 'restricted' | 'secret';

/** What nobody classified is internal; a word that nobody knows is treated as closed, not as open. */
export const sensitivityWords: WordTable<Sensitivity> = {
  column: 'assets.sensitivity',
  words: {
    public: 'public',
    internal: 'internal',
    private: 'confidential',
    confidential: 'confidential',
    sensitive: 'confidential',
    restricted: 'restricted',
    secret: 'secret',
    top_secret: 'secret',
  },
  unknown: 'confidential',
  absent: 'internal',
};
