/** The built server as a process of its own, with live limits that a test chooses; it tells what `main.js` tells. */
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { LiveLimits } from '../../../src/server/live/limits.ts';
import type { start as Start } from '../../../src/start.ts';
import { unlimited } from '../limits.ts';
import { projectRoot, readSettings } from '../../../src/settings.ts';

const { start } = (await import(join(projectRoot, 'dist/start.js'))) as { start: typeof Start };
const limits = JSON.parse(process.env['LIVE_LIMITS'] ?? '{}') as Partial<LiveLimits>;
const { origin, server, stop } = await start(readSettings(process.env), {
	limits: { ...unlimited, ...limits }
});
process.on('SIGTERM', () => void stop().then(() => process.exit(0)));
const { port } = server.server.address() as AddressInfo;
console.log(`Server listening at http://127.0.0.1:${port}`);
console.log(`Viche is ready at ${origin} (${Math.round(performance.now())} ms)`);
