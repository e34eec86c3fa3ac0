import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach } from 'vitest';
import type { SelfMadeCertificate } from './self-made-certificate.js';

/** A proxy for connections, as companies have it. */
export interface ConnectProxy {
  /** For `HTTPS_PROXY`. */
  readonly url: string;
  /** Where connections were wanted to, as clients wrote it. */
  readonly asked: readonly string[];
  /** What clients sent as `Proxy-Authorization`. */
  readonly authorizations: readonly (string | undefined)[];
}

interface ProxySettings {
  /** Port that every connection is made to, whatever name was asked for. */
  readonly port: number;
  /** The status with which it refuses; without it, it connects. */
  readonly refusal?: number;
}

/** Servers of the loopback interface, which end after the test that started them. */
export interface LoopbackNetwork {
  /** Answers TLS and passes on what comes to an address that speaks plain HTTP; gives its port. */
  startTls(certificate: SelfMadeCertificate, to: string): Promise<number>;
  startProxy(settings: ProxySettings): Promise<ConnectProxy>;
}

/** Gives every test of the file that calls it such a network. */
export function useLoopbackNetwork(): LoopbackNetwork {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  });

  const listening = async (server: Server): Promise<number> => {
    servers.push(server);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    // A server that listens on a port has such an address.
    return (server.address() as AddressInfo).port;
  };
  const joined = (one: Socket, other: Socket): void => {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  };

  return {
    startTls: ({ certificate, key }, to) => {
      const { hostname, port } = new URL(to);
      const server = createTlsServer({ cert: certificate, key }, (socket) => {
        joined(socket, connect(Number(port), hostname));
      });
      server.on('connection', (socket) => sockets.add(socket));
      // Clients that do not trust the certificate hang up.
      server.on('tlsClientError', () => undefined);
      return listening(server);
    },
    startProxy: async ({ port, refusal }) => {
      const asked: string[] = [];
      const authorizations: (string | undefined)[] = [];
      const server = createHttpServer();
      server.on('connect', ({ url, headers }: IncomingMessage, socket: Socket) => {
        asked.push(url ?? '');
        authorizations.push(headers['proxy-authorization']);
        sockets.add(socket);
        if (refusal !== undefined) {
          // Whoever is refused may be gone before all of the answer is read.
          socket.on('error', () => undefined);
          socket.end(
            `HTTP/1.1 ${refusal} Refused\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<p>no</p>`,
          );
          return;
        }
        const onward = connect(port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
          joined(socket, onward);
        });
        onward.on('error', () => socket.destroy());
      });
      const own = await listening(server);
      return { url: `http://127.0.0.1:${own}`, asked, authorizations };
    },
  };
}
