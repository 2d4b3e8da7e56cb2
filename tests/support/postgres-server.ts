import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { PGlite } from '@electric-sql/pglite';

/**
 * PostgreSQL behind a port, so that the real driver's connections can be cut. PGlite has one session: a
 * connection keeps it for as long as it is in a transaction, and names its prepared statements by itself.
 */
export async function startPostgres() {
	const database = await PGlite.create();
	const sockets = new Set<Socket>();
	let turn: Promise<void> = Promise.resolve();
	let connections = 0;
	let cutAt: RegExp | undefined;

	function serve(socket: Socket): void {
		sockets.add(socket);
		const name = `c${++connections}_`;
		let buffered = Buffer.alloc(0);
		let greeted = false;
		let batch: Buffer[] = [];
		let work: Promise<void> = Promise.resolve();
		let release: (() => void) | undefined;

		async function run(query: Buffer): Promise<void> {
			if (socket.destroyed) return;
			if (cutAt?.test(query.toString('latin1'))) return void socket.destroy();
			if (!release) {
				const before = turn;
				turn = new Promise((resolve) => (release = resolve));
				await before;
			}
			const answer = Buffer.from(await database.execProtocolRaw(query));
			// Every answer ends with "ready for query" and whether a transaction is open.
			if (answer.at(-1) === 'I'.charCodeAt(0)) leave();
			socket.write(answer);
		}
		function leave(): void {
			release?.();
			release = undefined;
		}
		socket.on('data', (bytes: Buffer) => {
			buffered = Buffer.concat([buffered, bytes]);
			if (!greeted) {
				if (buffered.length < 4 || buffered.length < buffered.readInt32BE()) return;
				buffered = buffered.subarray(buffered.readInt32BE());
				greeted = true;
				socket.write(greeting);
			}
			while (buffered.length >= 5 && buffered.length > buffered.readInt32BE(1)) {
				const length = buffered.readInt32BE(1) + 1;
				const message = withOwnName(buffered.subarray(0, length), name);
				buffered = buffered.subarray(length);
				const type = String.fromCharCode(message[0]!);
				if (type === 'X') return void socket.end();
				batch.push(message);
				if (type !== 'S' && type !== 'Q') continue;
				const query = Buffer.concat(batch);
				batch = [];
				work = work.then(() => run(query));
			}
		});
		socket.on('error', () => undefined);
		socket.on('close', () => {
			sockets.delete(socket);
			work = work.then(async () => {
				// As the server does with whom it has lost.
				if (release) await database.exec('rollback');
				leave();
			});
		});
	}

	const server = createServer(serve);
	let port = 0;
	async function listen(): Promise<void> {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
		port = (server.address() as AddressInfo).port;
	}
	const cut = () => sockets.forEach((socket) => socket.destroy());
	await listen();
	return {
		url: `postgres://viche@127.0.0.1:${port}/viche`,
		/** Cuts every connection there is. */
		cut,
		/** Cuts a connection that sends such a query, before it is run. */
		cutAt: (query: RegExp | undefined) => void (cutAt = query),
		listen,
		async stopListening() {
			server.close();
			cut();
			await once(server, 'close');
		},
		exec: (query: string) => database.query(query),
		async close() {
			server.close();
			cut();
			await turn;
			await database.close();
		}
	};
}

function withOwnName(message: Buffer, name: string): Buffer {
	const type = String.fromCharCode(message[0]!);
	const at = type === 'P' ? 5 : type === 'B' ? message.indexOf(0, 5) + 1 : type === 'D' ? 6 : 0;
	if (at === 0 || (type === 'D' && message[5] !== 'S'.charCodeAt(0)) || message[at] === 0)
		return message;
	const named = Buffer.concat([message.subarray(0, at), Buffer.from(name), message.subarray(at)]);
	named.writeInt32BE(named.length - 1, 1);
	return named;
}

const field = (type: string, content: Buffer): Buffer => {
	const head = Buffer.alloc(5);
	head.write(type);
	head.writeInt32BE(content.length + 4, 1);
	return Buffer.concat([head, content]);
};
/** Nobody is asked for a password; ready for the first query. */
const greeting = Buffer.concat([
	field('R', Buffer.alloc(4)),
	field('S', Buffer.from('server_version\x0017.0\0')),
	field('S', Buffer.from('client_encoding\0UTF8\0')),
	field('K', Buffer.alloc(8)),
	field('Z', Buffer.from('I'))
]);
