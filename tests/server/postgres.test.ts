import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { provideApp } from '#core/running.ts';
import { createServer } from '../../src/server/server.ts';
import { unlimited } from '../support/limits.ts';
import { operationsIn, formAddresses } from '../support/census.ts';
import { createSender } from '../support/http.ts';
import { exampleOf } from '../support/look-alikes.ts';
import { openPglite } from '../support/storage.ts';
import { inTurn } from '../support/ways.ts';
import { createWorld } from '../support/world.ts';

/** NUL, and a number that is too great: by them SQLite finds nothing, and PostgreSQL complains. */
const always = ['%00', '2147483648'];
/** Much the same: NUL elsewhere, half a pair as U+FFFD, and other numbers that are none or too great. */
const others = [
	'a%00b',
	'%ED%A0%80',
	'9007199254740991',
	'99999999999999999999',
	'1e300',
	'-1',
	'1.5',
	'Infinity',
	'NaN'
];

test('what PostgreSQL cannot hold is no failure of ours, wherever it comes in', async () => {
	const world = await createWorld({ open: openPglite });
	const { app } = world;
	const { number } = await world.open();
	await app.contributions.write(world.olena, {
		number,
		kind: 'opinion',
		text: 'Так, добре.',
		display: 'name'
	});
	const { name, value } = await app.sessions.start('olena');
	const cookie = `${name}=${value}`;
	provideApp(app);
	const site = { origin: new URL('http://localhost') };
	const server = await createServer(app, {
		site,
		dev: false,
		limits: unlimited,
		pageCacheBytes: 0,
		trustProxy: [],
		logLevel: 'silent'
	});
	await server.listen({ port: 0, host: '127.0.0.1' });
	const { port } = server.server.address() as AddressInfo;
	site.origin.port = String(port);
	const { host, origin } = site.origin;
	const send = createSender(port);

	const document: unknown = JSON.parse(
		(await send('/api/openapi.json', { headers: { host } })).text
	);
	const addresses = operationsIn(document)
		.filter(({ method }) => method === 'GET')
		.flatMap(({ path, parameters }) => [
			path,
			...parameters.filter((one) => one.in === 'query').map(({ name }) => `${path}?${name}={}`)
		]);
	const pages = [
		'/consultations?q={}',
		'/consultations?area={}',
		'/consultations?authority={}',
		'/consultations?cursor={}',
		'/consultations/{number}',
		'/consultations/{number}?after={}',
		'/consultations/{number}?paragraph={}',
		'/consultations/{number}/contribute?paragraph={}',
		'/consultations/{number}/contributions/{seq}',
		'/consultations/{number}/contributions/{seq}/sent',
		'/consultations/{number}/polls/{id}',
		'/centres/{slug}',
		'/authorities/{slug}',
		'/authorities/zhydachiv-rada?cursor={}',
		'/authorities?cursor={}',
		'/centres?q={}',
		'/moderation/decisions?centre={}',
		'/moderation/decisions?cursor={}',
		'/office/drafts/{id}',
		'/desk/{id}'
	];
	const real: Record<string, string> = { '{number}': number, '{seq}': '1' };
	for (const [n, address] of [...addresses, ...pages].entries())
		for (const place of address.match(/\{\w*\}/g) ?? [])
			for (const value of [...always, ...inTurn(others, n, 18)]) {
				const path = address.replace(/\{\w*\}/g, (one) =>
					one === place ? value : (real[one] ?? 'nothing')
				);
				const { status } = await send(path, { headers: { host, cookie } });
				expect([200, 400, 401, 403, 404], path).toContain(status);
			}

	const headers = { host, origin, cookie, accept: 'text/html' };
	const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
	const fields = ['login', 'password', 'name', 'areaId', 'place', 'id', 'key', 'paragraphId'];
	for (const [n, address] of [
		...formAddresses().filter((one) => one !== '/sign-out'),
		'/register/nothing',
		'/recover/nothing?/enter',
		'/desk?/claim'
	].entries())
		for (const value of [...always, ...inTurn(others, n, 18)]) {
			const body = fields.map((field) => `${field}=${value}`).join('&');
			const path = address.replace('UA-ZHD-2026-001', number);
			const { status } = await send(path, { method: 'POST', headers: form, body });
			expect(status, `${address} ${value}`).toBeLessThan(500);
		}
	const json = { ...headers, 'content-type': 'application/json' };
	for (const { method, path, body } of operationsIn(document).filter((one) => one.body)) {
		const sent = JSON.stringify(exampleOf(body!)).replaceAll('"x"', String.raw`"\u0000"`);
		const answer = await send(path.replace('{number}', number).replace(/\{\w+\}/g, '%00'), {
			method,
			headers: json,
			body: sent
		});
		expect(answer.status, path).toBeLessThan(500);
	}
	send.close();
	await server.close();
	await world.storage.close();
}, 240_000);
