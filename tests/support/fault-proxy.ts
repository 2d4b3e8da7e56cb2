import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

interface Link {
	near: Socket;
	far: Socket;
	/** Of a live endpoint: the others are left alone. */
	live: boolean;
	/** Nothing passes any more, in either direction. */
	silent: boolean;
	/** Bytes wait so long, and pass in pieces of so many. */
	delayMs: number;
	pieces: number;
	/** So many more pass; then the line is cut in the middle of whatever it carried. */
	left: number;
	/** What one end has closed, the other learns so much later. */
	closingMs: number;
	/** It carries a request that the server gets and whose answer nobody does. */
	answerIsLost: boolean;
}

const isLive = /^GET \/(live|api\/v1\/events)/;
const between = (least: number, most: number) => least + Math.random() * (most - least);

/** Ends a line: each a way in which lines are lost, after toxiproxy's toxics. */
const ends = {
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
	},
	/** The client notices, the server does not. */
	nearOnly: (link: Link) => {
		link.silent = true;
		link.near.destroy();
	},
	/** One end closes, and the other learns of it late. */
	slowClose: (link: Link) => {
		link.closingMs = between(100, 800);
		link.far.end();
	},
	/** In the middle of a frame. */
	limitData: (link: Link) => void (link.left = Math.round(between(0, 3000)))
};

/** Makes a line bad, and leaves it. */
const burdens = {
	delay: (link: Link) => void (link.delayMs = between(5, 80)),
	slice: (link: Link) => void (link.pieces = Math.ceil(between(1, 40))),
	/** Nobody reads for a while, so that what is sent piles up at the sender. */
	stall: ({ near, far }: Link) => {
		near.pause();
		far.pause();
		setTimeout(
			() => {
				near.resume();
				far.resume();
			},
			between(50, 400)
		).unref();
	},
	/** Well again. */
	none: (link: Link) => void Object.assign(link, { delayMs: 0, pieces: 0 })
};

const anyOf = <Name extends string>(toxics: Record<Name, unknown>): Name => {
	const names = Object.keys(toxics) as Name[];
	return names[Math.floor(Math.random() * names.length)]!;
};

/** A line between clients and a server that can be cut and made bad in the ways in which lines are. */
export async function startProxy() {
	const links = new Set<Link>();
	const sockets = new Set<Socket>();
	let target: number | undefined;
	let cuts = 0;
	let burdened = 0;
	let isDown = false;
	let doomed: { request: string; arrives: boolean } | undefined;

	const server = createServer((near) => {
		if (target === undefined || isDown) return void near.destroy();
		const far = connect(target, '127.0.0.1');
		const link: Link = {
			...{ near, far, live: false, silent: false },
			...{ delayMs: 0, pieces: 0, left: Infinity, closingMs: 0, answerIsLost: false }
		};
		links.add(link);
		// Not only the first bytes: a client may use a line again that fetched something before.
		near.on('data', (bytes) => {
			link.live ||= isLive.test(bytes.toString('latin1', 0, 24));
			if (doomed && bytes.includes(doomed.request)) loseWith(link, doomed.arrives);
		});
		pipe(link, near, far);
		pipe(link, far, near);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;

	function loseWith(link: Link, arrives: boolean): void {
		doomed = undefined;
		isDown = true;
		link.answerIsLost = arrives;
		for (const one of links) if (one !== link || !arrives) ends.reset(one);
	}

	function pipe(link: Link, from: Socket, to: Socket): void {
		let turn: Promise<void> | undefined;
		sockets.add(from);
		const later = (work: () => Promise<void> | void) => {
			const own = (turn ?? Promise.resolve()).then(work);
			turn = own;
			void own.then(() => turn === own && (turn = undefined));
		};
		from.on('data', (bytes: Buffer) => {
			if (from === link.far && link.answerIsLost) return ends.reset(link);
			const isWell = link.delayMs === 0 && link.pieces === 0 && link.left === Infinity;
			if (isWell && !turn) {
				if (!link.silent) to.write(bytes);
			} else later(() => pass(link, to, bytes));
		});
		from.on('end', () => later(() => void (link.silent || to.end())));
		from.on('error', () => undefined);
		from.on('close', () => {
			sockets.delete(from);
			later(async () => {
				if (link.closingMs > 0) await sleep(link.closingMs);
				links.delete(link);
				if (!link.silent) to.destroy();
			});
		});
	}

	async function pass(link: Link, to: Socket, bytes: Buffer): Promise<void> {
		if (link.delayMs > 0) await sleep(link.delayMs);
		const size = link.pieces || bytes.length;
		for (let at = 0; at < bytes.length && !link.silent && !to.destroyed; at += size) {
			const piece = bytes.subarray(at, Math.min(at + size, at + link.left));
			link.left -= piece.length;
			to.write(piece);
			if (link.left <= 0) return ends.reset(link);
			// Small pieces would take for ever one by one: a few of them, then the others get their turn.
			if (at % (size * 20) === 0) await new Promise((resolve) => setImmediate(resolve));
		}
	}

	function someOf(count: number): Link[] {
		const all = [...links].filter(
			({ live, silent, left, closingMs }) => live && !silent && left === Infinity && !closingMs
		);
		const some: Link[] = [];
		while (some.length < count && all.length > 0)
			some.push(...all.splice(Math.floor(Math.random() * all.length), 1));
		return some;
	}

	return {
		port,
		origin: `http://localhost:${port}`,
		/** Lines that were ended, and lines that were made bad. */
		get cuts() {
			return cuts;
		},
		get burdened() {
			return burdened;
		},
		/** Live lines that are open now. */
		get open() {
			return [...links].filter(({ live, silent }) => live && !silent).length;
		},
		pointAt: (port: number | undefined) => void (target = port),
		/** Cuts so many live lines, in one way or in any. */
		cut(count = 1, way?: keyof typeof ends): void {
			for (const link of someOf(count)) {
				ends[way ?? anyOf(ends)](link);
				cuts++;
			}
		},
		/**
		 * From the next request on that has these words in it there is no line at all, until it is mended: `arrives`: the
		 * server gets that one, and answers nobody.
		 */
		lose: (request: string, { arrives = false } = {}) => void (doomed = { request, arrives }),
		mend: () => void (isDown = false),
		/** Makes so many live lines bad, in one way or in any. */
		burden(count = 1, way?: keyof typeof burdens): void {
			for (const link of someOf(count)) {
				burdens[way ?? anyOf(burdens)](link);
				burdened++;
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
