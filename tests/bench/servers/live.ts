/** The built server with a consultation that thousands follow; tells of an event whenever it is asked to. */
import { join } from 'node:path';
import type { start as Start } from '../../../src/start.ts';
import { projectRoot, readSettings } from '../../../src/settings.ts';
import { tell } from '../targets.ts';

const number = 'UA-ZHD-2026-001';
const topic = `c:${number}`;
const { start } = (await import(join(projectRoot, 'dist/start.js'))) as { start: typeof Start };
const settings = readSettings({
	PORT: '0',
	VICHE_DATA: process.argv[2]!,
	VICHE_DEMO: '1',
	LOG_LEVEL: 'silent'
});
const { app, origin, stop } = await start(settings, {
	// All come from the few addresses of one machine.
	limits: { socketsPerAddress: 100_000 }
});
const { items } = await app.contributions.list({ kind: 'visitor' }, { number });
const { id } = items[0]!;
process.on('SIGTERM', () => void stop().then(() => process.exit(0)));
process.on('message', (asked) => {
	if (asked !== 'event') return;
	const began = process.hrtime.bigint();
	void app.storage
		.write({ kind: 'system', job: 'bench' }, async ({ emit }) =>
			emit({ type: 'contribution.kept', topic, kind: 'contribution', id, version: 1 })
		)
		.then(() => process.send!({ began: String(began) }));
});
tell({ origin, ...{ topic } });
