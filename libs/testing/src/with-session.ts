import { Client } from 'pg';

/** Opens a session, works with it and closes it. */
export async function withSession<Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: url, application_name: 'cortex-testing' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
