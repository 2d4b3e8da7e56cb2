/** The same endpoint without a database: what stands around a vote, and nothing behind it. */
import type { AddressInfo } from 'node:net';
import { createApp } from '#core/app.ts';
import type { AccountActor } from '#core/kernel/actor.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { createServer } from '../../../src/server/server.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { unlimited } from '../../support/limits.ts';
import { tell } from '../targets.ts';

const storage = openSqlite({ folder: temporaryFolder(), migrations: 'db/sqlite' });
const app = await createApp(storage, {
	secure: false,
	demo: false,
	mail: false,
	holidaysAreWorkingDays: true
});
const actor: AccountActor = {
	kind: 'account',
	id: 'bench',
	name: 'Олена Коваль',
	areaId: 'home',
	areaPath: ['home'],
	language: 'uk',
	personId: null,
	roles: [],
	organisationIds: [],
	sessionId: null,
	secondFactorAt: null
};
const action = 'ballot.cast';
const answer = Promise.resolve({ version: 1 });
const site = { origin: new URL('http://localhost') };
const server = await createServer(
	{
		...app,
		sessions: { ...app.sessions, actorOf: async () => actor },
		polls: { ...app.polls, cast: Object.assign(() => answer, { action } as const) }
	},
	{ site, dev: false, limits: unlimited, pageCacheBytes: 0, trustProxy: [], logLevel: 'silent' }
);
await server.listen({ port: 0, host: '127.0.0.1' });
const { port } = server.server.address() as AddressInfo;
site.origin.port = String(port);
tell({ origin: site.origin.origin });
