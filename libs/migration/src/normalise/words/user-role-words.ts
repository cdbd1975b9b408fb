import type { WordTable } from './word-table';

export type UserRole = 'admin' | 'user' | 'readonly';

export const userRoleWords: WordTable<UserRole> = {
  column: 'users.role',
  words: {
    admin: 'admin',
    administrator: 'admin',
    owner: 'admin',
    user: 'user',
    member: 'user',
    operator: 'user',
    viewer: 'readonly',
    readonly: 'readonly',
    read_only: 'readonly',
    observer: 'readonly',
    guest: 'readonly',
  },
  // The fewest rights: nobody becomes able to write by an unknown word.
  unknown: 'readonly',
  absent: 'readonly',
};
