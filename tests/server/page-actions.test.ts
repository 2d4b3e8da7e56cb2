import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actions, type Action } from '#core/permissions/matrix.ts';
import { mayTry } from '#core/permissions/policy.ts';
import type { AccountActor, Actor } from '#core/kernel/actor.ts';
import { verdictOn } from '../../src/web/guard.ts';
import { endpoints, type Endpoint } from '../../src/web/endpoints.ts';
import { languagePrefix, pages, type ComingIn, type Page } from '../../src/web/pages.ts';
import { routesInFiles } from '../support/page-routes.ts';
import { startDemo, type Demo } from '../support/server.ts';
import { tellsAll } from '../support/ways.ts';

const declared: [string, Page][] = Object.entries(pages);
const files: [string, Endpoint][] = Object.entries(endpoints);

describe('the table of pages', () => {
	const inFiles = routesInFiles();
	const sorted = (names: Iterable<string>) => [...names].sort();

	test('names every page and every file beside them, and none that is not there', () => {
		expect(sorted(Object.keys(pages))).toEqual(sorted(inFiles.pages.keys()));
		expect(sorted(Object.keys(endpoints))).toEqual(sorted(inFiles.endpoints.keys()));
		expect(inFiles.elsewhere).toEqual([]);
	});

	test('names every form action and every method, and none that is not there', () => {
		for (const [name, { does = {} }] of declared)
			expect(sorted(Object.keys(does)), name).toEqual(sorted(inFiles.pages.get(name)!));
		for (const [name, methods] of files)
			expect(sorted(Object.keys(methods)), name).toEqual(sorted(inFiles.endpoints.get(name)!));
	});

	test('never has a page and a file at one address: only one of them would be asked for', () => {
		expect(sorted(inFiles.pages.keys()).filter((one) => inFiles.endpoints.has(one))).toEqual([]);
	});

	test('knows only actions of the application', () => {
		const named = [
			...declared.flatMap(([, { shows, does = {} }]) => [
				shows,
				...Object.values(does).flatMap((one) =>
					typeof one === 'string' ? one : (Object.values(one) as Action[])
				)
			]),
			...files.flatMap(([, methods]) => Object.values(methods))
		];
		expect(named.filter((action) => !actions.includes(action))).toEqual([]);
	});
});

describe('what the table does not name', () => {
	const visitor: Actor = { kind: 'visitor' };
	const verdict = (name: string, method: string, search = '') =>
		verdictOn(
			{ routeId: languagePrefix + name, method, search: new URLSearchParams(search) },
			visitor
		);

	test('is no page', () => {
		for (const name of ['/nowhere', 'constructor', '/desk/', ''])
			expect(verdict(name, 'GET'), name).toBe('undeclared');
	});

	test('is no form action, whatever it is called', () => {
		for (const search of ['/nope', '/default', '/constructor', '/__proto__', '/', 'x=1&/nope'])
			expect(verdict('/(account)/sign-in', 'POST', search), search).toBe('no_such_form');
		expect(verdict('/(public)', 'POST')).toBe('no_such_form');
		expect(verdict('/(account)/sign-in', 'POST', 'next=/desk')).toBe('allowed');
	});

	test('is no method of a file', () => {
		for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'constructor'])
			expect(verdict('/(public)/feed.atom', method), method).toBe('no_such_method');
		for (const method of ['GET', 'HEAD'])
			expect(verdict('/(public)/feed.atom', method), method).toBe('allowed');
	});
});

describe('over HTTP', () => {
	interface Someone {
		name: string;
		cookie: string;
		actor: Actor;
	}
	let demo: Demo;
	let everyone: Someone[];

	beforeAll(async () => {
		demo = await startDemo(Date.now, { settings: { VICHE_TRUST_PROXY: '127.0.0.1' } });
		everyone = [{ name: 'a visitor', cookie: '', actor: { kind: 'visitor' } }];
		const standings = new Set<string>();
		for (const { login: name } of demo.accounts) {
			const cookie = await demo.cookieOf(name);
			const actor = await demo.app.sessions.actorOf(cookie.split('=')[1]);
			// Whoever may try something may so by these: one of each kind is asked, all in `test:long`.
			const standing = actor.kind === 'account' && standingOf(actor);
			if (standings.has(String(standing)) && !tellsAll) continue;
			standings.add(String(standing));
			everyone.push({ name, cookie, actor });
		}
	});
	afterAll(() => demo.stop());

	const refused = (needed: readonly (Action | ComingIn)[], { actor }: Someone) =>
		!needed.every((one) => {
			if (typeof one === 'string') return mayTry(one, actor);
			return mayTry(actor.kind === 'visitor' ? one.visitor : one.account, actor);
		});

	async function ask(path: string, someone: Someone, init: RequestInit = {}) {
		const { cookie } = someone;
		const answer = await fetch(demo.origin + path, {
			redirect: 'manual',
			...init,
			headers: {
				accept: 'text/html',
				origin: demo.origin,
				...(cookie && { cookie }),
				// From one address too many codes would have been guessed.
				'x-forwarded-for': `192.0.2.${everyone.indexOf(someone) + 1}`,
				...init.headers
			}
		});
		return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() };
	}

	function post(path: string, formAction: string, someone: Someone, accept = 'text/html') {
		const headers = { accept, 'content-type': 'application/x-www-form-urlencoded' };
		const search = formAction === 'default' ? '' : `?/${formAction}`;
		const body = `text=hello&key=${randomUUID()}`;
		return ask(path + search, someone, { method: 'POST', headers, body });
	}

	/** A visitor is led to sign in and back, with what was sent; whoever is signed in is told that it is not for them. */
	function expectRefusal(
		{ status, to }: { status: number; to: string | null },
		{ actor, name }: Someone,
		path: string,
		sent?: string
	) {
		const next = `/sign-in?next=${encodeURIComponent(path)}`;
		const way = sent ? [307, `${next}&carry=${sent}`] : [303, next];
		const expected = actor.kind === 'visitor' ? way : [403, null];
		expect([status, to], `${name} at ${path}`).toEqual(expected);
	}

	test('every page is shown only to whom its action is for, and to somebody it is', async () => {
		for (const [name, { shows }] of declared) {
			const path = addressOf(name);
			const seen = [];
			for (const someone of everyone) {
				const answer = await ask(path, someone);
				if (refused([shows], someone)) expectRefusal(answer, someone, path);
				else if (answer.status !== 403 && !answer.to?.includes('/sign-in')) seen.push(someone);
			}
			expect(seen, name).not.toEqual([]);
		}
	});

	test('every file is sent only to whom its action is for, and to somebody it is', async () => {
		for (const [name, { GET }] of files) {
			const sent = [];
			for (const someone of everyone) {
				const answer = await ask(addressOf(name), someone);
				if (GET && refused([GET], someone)) expectRefusal(answer, someone, addressOf(name));
				// What it reads may be narrower, such as the log of one's own centre.
				else if (answer.status !== 403) {
					expect([200, 308, 404], name).toContain(answer.status);
					sent.push(someone);
				}
			}
			expect(sent, name).not.toEqual([]);
		}
	});

	test('what a page is made of is told to nobody to whom it is not shown', async () => {
		for (const [name, { shows }] of declared)
			for (const someone of everyone.filter((one) => refused([shows], one))) {
				const { status, text } = await ask(`${addressOf(name)}/__data.json`, someone);
				if (someone.actor.kind === 'visitor')
					expect(JSON.parse(text), name).toMatchObject({ type: 'redirect', status: 303 });
				else expect(status, `${someone.name} ${name}`).toBe(403);
			}
	});

	test('every form action is done only for whom it is, whatever kind of answer is asked for', async () => {
		let asked = 0;
		for (const [name, { shows, does = {} }] of declared)
			for (const [formAction, action] of Object.entries(does))
				for (const someone of everyone.filter((one) => refused([shows, action], one))) {
					const path = addressOf(name);
					for (const accept of ['text/html', 'application/json'])
						expectRefusal(await post(path, formAction, someone, accept), someone, path, formAction);
					asked++;
				}
		expect(asked).toBeGreaterThan(100);
	});

	test('what somebody sent whose session has ended goes through sign-in and back, on every page that takes a form', async () => {
		const [visitor] = everyone as [Someone];
		const before = await written();
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		const carry = (body: string, formAction = 'default') =>
			ask(`/sign-in?next=/account&carry=${formAction}`, visitor, { method: 'POST', headers, body });
		const held = await carry('text=hello+there+again&password=hunter-of-words');
		expect(held.status).toBe(401);
		expect(held.text).toContain('hello there again');
		expect(held.text).not.toContain('hunter');
		// A button alone is offered once more, if it is one of ours that makes sense then.
		expect((await carry('id=x&seq=14&agree=yes', 'support')).text).toContain('pressed&quot;');
		for (const formAction of ['default', 'read', 'support%22%3E', 'constructor'])
			expect((await carry('id=x', formAction)).text, formAction).not.toContain('pressed&quot;');
		const body = new URLSearchParams({ typed: JSON.stringify({ text: 'hello there again' }) });
		let shown = 0;
		for (const [name, { shows, does }] of declared) {
			const someone = everyone.find(({ actor }) => mayTry(shows, actor));
			if (!does || !someone) continue;
			const path = addressOf(name);
			const read = await ask(path, someone);
			const back = await ask(`${path}?/typed`, someone, {
				method: 'POST',
				headers,
				body: String(body)
			});
			expect([back.status, back.to], `${someone.name} ${name}`).toEqual([read.status, read.to]);
			if (back.text.includes('hello there again')) shown++;
		}
		// Of the demo's own addresses; others have no field of that name, or nothing at all stands there.
		expect(shown).toBeGreaterThan(2);
		expect(await written()).toBe(before);
	});

	test('a form action that is not there is not found, and a page without any takes none', async () => {
		for (const someone of everyone.filter(({ actor }) => mayTry('queue.read', actor))) {
			expect((await post('/desk', 'nope', someone)).status).toBe(404);
			expect((await post('/desk', 'default', someone)).status).toBe(404);
			expect((await post('/centres', 'default', someone)).status).toBe(405);
		}
	});

	test('a refused page has the header of whoever asked for it', async () => {
		const someone = everyone.find(({ name }) => name === 'resident.zhydachiv')!;
		const { status, text } = await ask('/en/office', someone);
		expect(status).toBe(403);
		expect(text).toContain('Your account cannot open this page');
		expect(text).toContain('/en/account');
		expect(text).toContain('href="/pl/office"');
	});

	const written = async () =>
		(await demo.visitor('GET', `/consultations/${number}/contributions`)).text;
});

const number = 'UA-ZHD-2026-001';

const standingOf = ({ personId, organisationIds, roles }: AccountActor) =>
	[personId !== null, organisationIds.length > 0, ...roles.map(({ role }) => role).sort()].join();

/** An address of the page; where its name does not matter, nothing has it. */
const addressOf = (name: string) =>
	name
		.replace(/\/\([^)]+\)/g, '')
		.replace('/authorities/[slug]', '/authorities/zhydachiv-rada')
		.replace('/centres/[slug]', '/centres/cip-zhydachiv')
		.replace('[number]', number)
		.replace('[seq]', '1')
		.replace('[act]', 'suspend')
		.replace('[step]', 'subject')
		.replace(/\[\w+\]/g, 'nothing') || '/';
