import { afterAll, beforeAll, expect, test } from 'vitest';
import { allPages } from '../support/pages/all.ts';
import { startDemo, type Demo } from '../support/server.ts';

let demo: Demo;
const places: (readonly [login: string, path: string])[] = [];
beforeAll(async () => {
	demo = await startDemo();
	for (const pagesOf of allPages)
		for (const [login, paths] of Object.entries(await pagesOf(demo)))
			places.push(...paths.map((path) => [login, path] as const));
});
afterAll(() => demo.stop());

interface Sent {
	about: string;
	status: number;
	html: string;
}

/** Every form of every page of the demo, sent with nothing in its fields, and with too much in each. */
async function sendBadly(value: string): Promise<Sent[]> {
	const sent: Sent[] = [];
	const cookies = new Map<string, string>();
	for (const [login, path] of places) {
		const cookie = cookies.get(login) ?? (login ? await demo.cookieOf(login) : '');
		cookies.set(login, cookie);
		const address = `${demo.origin}/en${path}`;
		const page = await fetch(address, { headers: { cookie }, redirect: 'manual' });
		for (const form of formsIn(await page.text())) {
			const body = new URLSearchParams(form.hidden);
			// All of them would be too much for any form.
			for (const [place, name] of form.texts.entries()) body.append(name, place < 6 ? value : '');
			const action = form.action ? new URL(form.action, address) : new URL(address);
			if (/sign-out/.test(action.href)) continue;
			const answer = await fetch(action, {
				method: 'POST',
				headers: { cookie, origin: demo.origin, accept: 'text/html' },
				body,
				redirect: 'manual'
			});
			const about = `${login} ${action.pathname}${action.search} ${form.texts.join()}`;
			sent.push({ about, status: answer.status, html: await answer.text() });
			// Some acts end sessions.
			if (answer.headers.get('set-cookie') || answer.status === 307) cookies.delete(login);
		}
	}
	return sent;
}

interface SentForm {
	action: string;
	hidden: [string, string][];
	texts: string[];
}

function formsIn(html: string): SentForm[] {
	return [...html.matchAll(/<form method="POST"([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(
		([, attributes = '', inside = '']) => {
			const hidden = [...inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
			const texts = [
				...inside.matchAll(/<(?:textarea|input class="input[^"]*")[^>]* name="([^"]+)"/g)
			].map(([, name]) => name!);
			const action = /action="([^"]*)"/.exec(attributes)?.[1] ?? '';
			const kept = hidden.map(([, name = '', value = '']): [string, string] => [name, value]);
			return texts.length === 0
				? []
				: [{ action: action.replaceAll('&amp;', '&'), hidden: kept, texts }];
		}
	);
}

test.each([
	['nothing', ''],
	['too much', `${'long words '.repeat(600)}end`]
])(
	'a form sent with %s is shown again with what is wrong, and with what was typed',
	async (_, value) => {
		const sent = await sendBadly(value);
		expect(sent.length).toBeGreaterThan(20);
		const faults = sent.flatMap(({ about, status, html }) => {
			if (status === 303 || status === 307) return [];
			if (status >= 500) return [`${about}: ${status}`];
			if (status < 400) return [];
			const lacks = [
				!/<title>Error: /.test(html) && 'no "Error:" in the title',
				!html.includes('class="errors"') && 'no summary',
				value &&
					!html.includes(value.slice(0, 40)) &&
					!/password|totp|code|login/.test(about) &&
					'what was typed is gone'
			].filter(Boolean);
			return lacks.map((one) => `${about}: ${status} ${String(one)}`);
		});
		expect(faults).toEqual([]);
	},
	120_000
);
