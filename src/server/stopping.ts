import type { FastifyInstance } from 'fastify';

/** For requests under way; INTERFACES promises an end within 10 s. */
const patience = 8000;

/**
 * Cutting all connections would lose requests under way; waiting for idle ones takes until their browsers
 * give up. So those that fall idle are closed as they do, and after a while all.
 */
export function closeConnectionsAsTheyEnd(server: FastifyInstance): void {
	let sweep: NodeJS.Timeout | undefined;
	let end: NodeJS.Timeout | undefined;
	server.addHook('preClose', (done) => {
		sweep = setInterval(() => server.server.closeIdleConnections(), 50);
		end = setTimeout(() => server.server.closeAllConnections(), patience);
		done();
	});
	// Runs once the last connection is gone.
	server.addHook('onClose', async () => {
		clearInterval(sweep);
		clearTimeout(end);
	});
}
