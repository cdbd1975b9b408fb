import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A TCP proxy in front of a server whose network a test breaks. */
export interface FaultProxy {
  /** The URL of the server, with the proxy's port. */
  readonly through: (url: string) => string;
  /** Ends every connection at both ends, without a word. */
  readonly cut: () => void;
  /**
   * Nothing passes any more on the connection that the server knows by this port of its client, and neither end hears
   * when the other one is gone.
   */
  readonly freeze: (clientPort: number) => void;
  /** Ends the connections that are frozen. */
  readonly thaw: () => void;
  /** What is sent takes so long in both directions; 0 is as fast as it goes. */
  readonly delay: (ms: number) => void;
  readonly close: () => Promise<void>;
}

/** A connection through the proxy. */
interface Link {
  readonly client: Socket;
  readonly upstream: Socket;
  isFrozen: boolean;
}

export async function startFaultProxy(serverUrl: string): Promise<FaultProxy> {
  const target = new URL(serverUrl);
  const links = new Set<Link>();
  const state = { delayMs: 0 };
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    // Small packets in both directions: waiting for more of them would cost 40 ms each time.
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    const link: Link = { client, upstream, isFrozen: false };
    links.add(link);
    pass(link, [client, upstream], state);
    pass(link, [upstream, client], state);
    client.once('close', () => upstream.closed && links.delete(link));
    upstream.once('close', () => client.closed && links.delete(link));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (isMeant: (link: Link) => boolean = () => true): void => {
    for (const link of [...links].filter(isMeant)) {
      link.client.destroy();
      link.upstream.destroy();
    }
  };
  return {
    through: (url) => withPort(url, server),
    cut: () => cut(),
    freeze: (port) => {
      for (const link of links) link.isFrozen ||= link.upstream.localPort === port;
    },
    thaw: () => cut(({ isFrozen }) => isFrozen),
    delay: (ms) => (state.delayMs = ms),
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Timers of one length fire in the order in which they were set: a delay does not mix up what was sent. */
function pass(link: Link, [from, to]: readonly [Socket, Socket], state: { readonly delayMs: number }): void {
  const send = (act: () => void): void => {
    const now = (): void => {
      if (!link.isFrozen && !to.destroyed) act();
    };
    if (state.delayMs === 0) now();
    else setTimeout(now, state.delayMs);
  };
  from.on('error', () => {});
  from.on('data', (data) => send(() => to.write(data)));
  from.on('end', () => send(() => to.end()));
  from.on('close', () => send(() => to.destroy()));
}

function withPort(url: string, server: Server): string {
  const changed = new URL(url);
  const address: string | AddressInfo | null = server.address();
  changed.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  return changed.href;
}
