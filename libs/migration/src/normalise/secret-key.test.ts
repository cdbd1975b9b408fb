import { secretKeyRule } from './secret-key';

describe('secretKeyRule', () => {
  it.each([
    'token',
    'access_token',
    'accessToken',
    'identity.token',
    'GITHUB_TOKEN',
    'password',
    'dbPassword',
    'passwd',
    'password_hash',
    'secret',
    'client_secret',
    'api_key',
    'apiKey',
    'apikey',
    'X-API-Key',
    'private_key',
    'aws_secret_access_key',
    'credential',
    'Authorization',
    'bearer',
    'session_token',
    'cookie',
    'DB_PASS',
    'smtpPass',
  ])('takes %s for a secret', (key) => expect(secretKeyRule(key)).toBe('always'));

  it.each(['credentials', 'secrets', 'api_keys', 'access_tokens'])(
    'takes text under %s for a secret',
    (key) => expect(secretKeyRule(key)).toBe('text'),
  );

  it.each([
    'tokens',
    'tokens_used',
    'token_budget',
    'token_allocation',
    'max_tokens',
    'maxTokens',
    'token_count',
    'token_efficiency',
    'avg_tokens_used',
    'max_token',
    'cost_per_token',
    'keywords',
    'key',
    'deduplication_key',
    'password_policy',
    'secrets_found',
    'pwd',
    'pass',
    'first_pass',
    'author',
    '',
  ])('takes %s for harmless', (key) => expect(secretKeyRule(key)).toBeNull());
});
