import { CortexError } from './cortex-error';

/** Where a connection goes, in words that may be printed: everything of a URL but the password. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

const DEFAULT_PORT = 5432;

/** Reads host, port, database and user out of a `postgresql://` URL. Throws OPTION_INVALID without repeating the URL. */
export function readDatabaseAddress(databaseUrl: string): DatabaseAddress {
  const url = tryUrl(databaseUrl);
  if (url === undefined) {
    throw new CortexError(
      'OPTION_INVALID',
      'The database URL is not valid. Expected postgresql://user:password@host:port/database, special characters percent-encoded, in --database-url (CORTEX_DATABASE_URL).',
      { fields: { option: 'databaseUrl' } },
    );
  }
  const user = decode(url.username);
  return {
    host: url.searchParams.get('host') ?? decode(url.hostname),
    port: Number(url.port || DEFAULT_PORT),
    database: decode(url.pathname.slice(1)) || user,
    user,
  };
}

function tryUrl(text: string): URL | undefined {
  // A socket URL has no host (postgresql://user:password@/database?host=/run/postgresql); URL insists on one.
  const withHost = text.replace(/^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)(?=\/)/, '$1localhost');
  if (!/^postgres(?:ql)?:\/\/./.test(withHost) || !URL.canParse(withHost)) return undefined;
  const url = new URL(withHost);
  // A password with an unescaped / ? # ends the authority early; what follows would be taken for a name and printed.
  const isCutShort = url.username === '' && `${url.pathname}${url.search}${url.hash}`.includes('@');
  return isCutShort ? undefined : url;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
