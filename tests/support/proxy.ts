import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

interface Link {
	near: Socket;
	far: Socket;
	/** Of the live endpoint: the others are left alone. */
	live: boolean;
	silent: boolean;
}

/** A line between clients and a server that can be cut in the ways in which lines are cut. */
export async function startProxy() {
	const links = new Set<Link>();
	const sockets = new Set<Socket>();
	let target: number | undefined;
	let cuts = 0;

	const server = createServer((near) => {
		if (target === undefined) return void near.destroy();
		const far = connect(target, '127.0.0.1');
		const link: Link = { near, far, live: false, silent: false };
		links.add(link);
		// Not only the first bytes: a client may use a line again that fetched something before.
		near.on('data', (bytes) => {
			link.live ||= bytes.toString('latin1', 0, 9) === 'GET /live';
		});
		for (const [from, to] of [
			[near, far],
			[far, near]
		] as const) {
			sockets.add(from);
			from.on('data', (bytes) => void (link.silent || to.write(bytes)));
			from.on('end', () => void (link.silent || to.end()));
			from.on('error', () => undefined);
			from.on('close', () => {
				sockets.delete(from);
				links.delete(link);
				if (!link.silent) to.destroy();
			});
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;

	const ways = {
		/** As when a telephone changes networks. */
		reset: ({ near, far }: Link) => {
			near.resetAndDestroy();
			far.resetAndDestroy();
		},
		/** As when a server between the two is stopped politely. */
		end: ({ near, far }: Link) => {
			near.end();
			far.end();
		},
		/** Half open: both ends believe that the other is there. */
		silence: (link: Link) => void (link.silent = true),
		/** The server notices, the client does not. */
		farOnly: (link: Link) => {
			link.silent = true;
			link.far.destroy();
		}
	};

	return {
		port,
		origin: `http://localhost:${port}`,
		get cuts() {
			return cuts;
		},
		pointAt: (port: number | undefined) => void (target = port),
		/** Cuts so many links, in one way or in any. */
		cut(count = 1, way?: keyof typeof ways): void {
			const all = [...links].filter(({ live, silent }) => live && !silent);
			for (let n = 0; n < count && all.length > 0; n++) {
				const [link] = all.splice(Math.floor(Math.random() * all.length), 1);
				const names = Object.keys(ways) as (keyof typeof ways)[];
				ways[way ?? names[Math.floor(Math.random() * names.length)]!](link!);
				cuts++;
			}
		},
		async close(): Promise<void> {
			server.close();
			for (const socket of sockets) socket.destroy();
			await once(server, 'close');
		}
	};
}
export type Proxy = Awaited<ReturnType<typeof startProxy>>;
