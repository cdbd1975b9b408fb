import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A proxy before PostgreSQL that can cut one connection around a statement. */
export interface PostgresWire {
  readonly url: string;
  /** `asked`: the statement never arrives. `answered`: it was executed, the answer never arrives. */
  cutAround(statement: string, when: 'asked' | 'sent' | 'answered'): void;
  readonly close: () => Promise<void>;
}

interface Cut {
  readonly bytes: Buffer;
  readonly when: 'asked' | 'sent' | 'answered';
}

export async function openPostgresWire(serverUrl: string): Promise<PostgresWire> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let cut: Cut | null = null;
  const takeCut = (data: Buffer): Cut | null => {
    if (cut === null || !data.includes(cut.bytes)) return null;
    const taken = cut;
    cut = null;
    return taken;
  };
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    join(client, upstream, takeCut);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(serverUrl);
  url.port = String(portOf(server.address()));
  return {
    url: url.href,
    cutAround: (statement, when) => {
      cut = { bytes: Buffer.from(`${statement}\0`), when };
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function join(client: Socket, upstream: Socket, takeCut: (data: Buffer) => Cut | null): void {
  let isWaiting = false;
  const drop = () => {
    client.destroy();
    upstream.destroy();
  };
  client.on('data', (data: Buffer) => {
    const cut = takeCut(data);
    if (cut?.when === 'asked') {
      drop();
      return;
    }
    upstream.write(data);
    // The server is left connected: it does not know yet that nobody listens.
    if (cut?.when === 'sent') client.destroy();
    if (cut?.when === 'answered') isWaiting = true;
  });
  upstream.on('data', (data: Buffer) => {
    if (isWaiting) {
      drop();
      return;
    }
    if (!client.destroyed) client.write(data);
  });
  client.on('end', () => upstream.end());
  upstream.on('close', () => client.destroy());
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
