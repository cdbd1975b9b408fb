import type { FieldReader } from '../normalise/field-reader';
import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { userRoleWords } from '../normalise/words/user-role-words';
import { plainWord, readWord } from '../normalise/words/word-table';
import { derivedColumns } from './derived-columns';
import { isNoRecord } from './is-no-record';

/**
 * The accounts of the dashboard.
 *
 * - users[] | users{<id>: …}: id | user_id, username, email, name | full_name, role (admin, user, viewer)
 * - status (active) | is_active, is_verified | email_verified, created_at, last_login, verified_at, preferences
 * - passwords and keys are nobody's: they stay in the raw archive, redacted in the metadata
 */
export const userAccounts: Kind = {
  name: 'user-accounts',
  paths: ['users.json', '*-users.json'],
  format: 'json',
  layout: {
    records: [
      { at: ['users', '*'], kind: 'user' },
      { at: [], kind: 'user' },
    ],
  },
  mappers: { user: mapUser },
};

const REGISTER_PRECEDENCE = 100;
/** Below every record that knows the real name: it shows only where none does. */
const PLACEHOLDER_PRECEDENCE = 0;

function mapUser({ fields, record }: RecordInput, output: MappingOutput): void {
  const username = fields.text('username', 'login');
  const email = fields.text('email', 'mail');
  const given = fields.id('user_id', 'id') ?? record.key;
  const id = given ?? username ?? email;
  if (id === null) {
    if (isNoRecord(fields, record)) output.note('unexpected-shape', 'user: no user');
    else output.quarantine('id-missing', 'the user has no id, name or e-mail');
    return;
  }
  const idRule = given === null ? (username === null ? 'email' : 'username') : null;
  const updatedAt = fields.time('updated_at', 'last_modified');
  const row = {
    userId: id,
    username,
    email,
    ...userColumns(fields, output),
    derived: derivedColumns('users', { user_id: idRule }, output),
  };
  output.fact({ type: 'user', id, precedence: REGISTER_PRECEDENCE, updatedAt, row });
  if (username === null || email === null) addPlaceholders(id, { username, email }, output);
}

function userColumns(fields: FieldReader, output: MappingOutput) {
  const role = fields.word('role');
  const status = fields.word('status');
  const byStatus = activeByStatus(status);
  return {
    fullName: fields.text('full_name', 'name', 'display_name'),
    role: role === null ? null : readWord(userRoleWords, role, output),
    sourceRole: role,
    isActive: fields.boolean('is_active', 'active', 'enabled') ?? byStatus,
    isVerified: fields.boolean('is_verified', 'verified', 'email_verified'),
    createdAt: fields.time('created_at'),
    lastLogin: fields.time('last_login', 'last_login_at'),
    verifiedAt: fields.time('verified_at', 'email_verified_at'),
    preferences: fields.json('preferences', 'settings'),
    metadata: fields.rest({ status }),
  };
}

const ACTIVE_WORDS: Readonly<Record<string, boolean>> = {
  active: true,
  enabled: true,
  inactive: false,
  disabled: false,
  suspended: false,
  locked: false,
  deleted: false,
};

/** NULL for a word that says neither; the word itself stays in the metadata. */
function activeByStatus(status: string | null): boolean | null {
  const plain = status === null ? '' : plainWord(status);
  return Object.hasOwn(ACTIVE_WORDS, plain) ? (ACTIVE_WORDS[plain] ?? null) : null;
}

/**
 * The database wants both, and each of them once. A placeholder is made of the id alone, so that two users never share
 * one, and looks like nothing that a person would have: `.invalid` is reserved (RFC 2606).
 */
function addPlaceholders(
  id: string,
  known: { readonly username: string | null; readonly email: string | null },
  output: MappingOutput,
): void {
  const rule = 'placeholder';
  const row = {
    userId: id,
    username: known.username === null ? `unnamed:${id}` : null,
    email: known.email === null ? `${id}@unknown.invalid` : null,
    derived: derivedColumns(
      'users',
      {
        username: known.username === null ? rule : null,
        email: known.email === null ? rule : null,
      },
      output,
    ),
  };
  output.fact({ type: 'user', id, precedence: PLACEHOLDER_PRECEDENCE, updatedAt: null, row });
}
