import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { projectRoot } from '../settings.ts';
import type { Pages } from './pages.ts';

/** The pages as they are being written, recompiled by Vite on every change. */
export async function pagesInDevelopment(server: Server): Promise<Pages> {
	const { createServer } = await import('vite');
	const vite = await createServer({
		configFile: `${projectRoot}/vite.config.ts`,
		// Any other loader writes a file beside it, which `node --watch` takes for a change.
		configLoader: 'native',
		server: { middlewareMode: true, hmr: { server } },
		appType: 'custom'
	});
	return { handle: vite.middlewares, close: () => vite.close() };
}

/** Upgrades meant for us, without those that Vite's hot reload answers itself. */
export function upgradesWithoutVite(server: Server): Server {
	const upgrades = new EventEmitter();
	server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
		const protocol = request.headers['sec-websocket-protocol'];
		if (protocol !== 'vite-hmr' && protocol !== 'vite-ping')
			upgrades.emit('upgrade', request, socket, head);
	});
	return upgrades as unknown as Server;
}
