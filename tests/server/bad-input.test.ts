import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldId } from '../../src/web/lib/forms.ts';
import { formsIn, type Asked, type ShownForm } from '../support/forms-in.ts';
import { allPages } from '../support/pages/all.ts';
import { open } from '../support/pages/consultations.ts';
import { startDemo, type Demo } from '../support/server.ts';

interface Place {
	login: string;
	/** Address of the page, with a language. */
	address: string;
	form: ShownForm;
}

const languages = ['en', '', 'pl'];
const errorIn: Record<string, string> = { '': 'Помилка: ', pl: 'Błąd: ', en: 'Error: ' };

let demo: Demo;
const places: Place[] = [];
const cookies = new Map<string, string>();

beforeAll(async () => {
	demo = await startDemo();
	const pages: (readonly [login: string, path: string])[] = [];
	for (const pagesOf of allPages)
		for (const [login, paths] of Object.entries(await pagesOf(demo)))
			pages.push(...paths.map((path) => [login, path] as const));
	for (const [at, [login, path]] of pages.entries()) {
		const lang = languages[at % languages.length]!;
		const address = `${demo.origin}${lang && `/${lang}`}${path}`;
		const cookie = await cookieOf(login);
		const page = await fetch(address, { headers: { cookie }, redirect: 'manual' });
		for (const form of formsIn(await page.text())) places.push({ login, address, form });
	}
});
afterAll(() => demo.stop());

async function cookieOf(login: string): Promise<string> {
	const cookie = cookies.get(login) ?? (login ? await demo.cookieOf(login) : '');
	cookies.set(login, cookie);
	return cookie;
}

interface Answered {
	about: string;
	/** Of the address. */
	lang: string;
	status: number;
	html: string;
	fields: Asked[];
}

/** Sends a form; `value` says what stands in each of its fields. */
async function send(
	{ login, address, form }: Place,
	value: (field: Asked) => string | readonly string[]
): Promise<Answered> {
	const body = new URLSearchParams(form.hidden);
	// Each is sent for the first time.
	if (body.has('key')) body.set('key', randomUUID());
	for (const field of form.fields)
		for (const one of [value(field)].flat()) body.append(field.name, one);
	const action = new URL(form.action, address);
	const answer = await fetch(action, {
		method: 'POST',
		headers: { cookie: await cookieOf(login), origin: demo.origin, accept: 'text/html' },
		body,
		redirect: 'manual'
	});
	// Some acts end sessions.
	if (answer.headers.get('set-cookie') || answer.status === 307) cookies.delete(login);
	const names = form.fields.map(({ name }) => name).join();
	return {
		about: `${login} ${action.pathname}${action.search} ${names}`,
		lang: /^\/(pl|en)\b/.exec(action.pathname)?.[1] ?? '',
		status: answer.status,
		html: await answer.text(),
		fields: form.fields
	};
}

const marks = 'e' + '\u0301'.repeat(2000);
/** None of it passes for what a field of its kind takes, and all of it begins with words that can be found again. */
const wrong: Record<Asked['kind'], string> = {
	text: 'turned \u202E around \u0000',
	'long text': `piled up ${marks}`,
	date: '2026-02-31',
	email: 'somebody at example',
	number: '12,5 тисяч',
	secret: 'nothing of ours',
	choice: 'nothing-of-ours'
};
const long = (most = 800) => `${'long words '.repeat(Math.ceil(most / 11))}end`;

test.each<[string, (field: Asked) => string]>([
	['nothing', () => ''],
	['too much', ({ kind, most }) => (kind === 'choice' ? '' : long(most))],
	['what is of another kind', ({ kind }) => wrong[kind]]
])(
	'a form sent with %s is shown again with what is wrong, and with what was typed',
	async (_, value) => {
		const faults: string[] = [];
		for (const place of places.filter(({ form }) => form.fields.length > 0)) {
			faults.push(...faultsIn(await send(place, value), value));
		}
		expect(faults).toEqual([]);
	},
	120_000
);

function faultsIn(
	{ about, lang, status, html, fields }: Answered,
	value: (field: Asked) => string
) {
	if (status >= 500) return [`${about}: ${status}`];
	if (status < 400) return [];
	const [, summary = ''] = /<div class="errors"([\s\S]*?)<\/div>/.exec(html) ?? [];
	const links = [...summary.matchAll(/<a href="#([^"]+)">([\s\S]*?)<\/a>/g)];
	const said = links.map(([, , words]) => words);
	const lost = fields
		.filter(({ kind }) => kind !== 'secret' && kind !== 'choice')
		.filter((field) => !html.includes(value(field).slice(0, 7)));
	const lacks = [
		!html.includes(`<title>${errorIn[lang]}`) && 'no "Error:" in the title',
		summary === '' && 'no summary',
		...links
			.filter(([, id]) => !html.includes(` id="${id}"`))
			.map(([, id]) => `a link to ${id}, which is not there`),
		...links
			.filter(([, id]) => !html.includes(` id="${id!.replace(/-from$/, '')}-error"`))
			.map(([, id]) => `nothing is said at ${id}`),
		...links
			.filter(([, id, words]) => words === saidAt(html, id!))
			.map(([, id, words]) => `"${words}" names no field, of ${id}`),
		/<li>(?!<a href="#)/.test(summary) && 'a line of the summary leads nowhere',
		new Set(said).size < said.length && `the same is said twice: ${said.join(' | ')}`,
		...lost.map(({ name }) => `what was typed in ${name} is gone`)
	];
	return lacks.filter(Boolean).map((one) => `${about}: ${status} ${String(one)}`);
}

/** What is wrong with a field, as it stands beside it. */
const saidAt = (html: string, id: string) =>
	new RegExp(` id="${id.replace(/-from$/, '')}-error">(?:<svg[\\s\\S]*?</svg>)?([\\s\\S]*?)</p>`)
		.exec(html)?.[1]
		?.replaceAll(/<!--.*?-->/g, '')
		.trim();

/** What may be changed in two tabs, each by one of its fields. */
const changed: {
	login: string;
	path: string;
	field: string;
	texts: readonly [theirs: string, mine: string];
	/** What has to be said besides. */
	besides?: Record<string, string>;
}[] = [
	{
		login: 'coordinator.zhydachiv',
		path: '/desk/centre',
		field: 'phone',
		texts: ['+380 32 000-11-11', '+380 32 000-22-22']
	},
	{
		login: 'admin.network',
		path: '/admin/centres/cip-turka',
		field: 'host.en',
		texts: ['Library of Turka', 'Turka library']
	},
	{
		login: 'admin.network',
		path: '/admin/authorities/gmina-lubycza-krolewska',
		field: 'address',
		texts: ['ul. Jana III 1', 'ul. Jana III 2']
	},
	{
		login: 'resident.zhydachiv',
		path: '/account/data/change',
		field: 'name',
		texts: ['Олена Перша', 'Олена Друга']
	},
	{
		login: 'coordinator.zhydachiv',
		path: '/desk/conflicts',
		field: 'note',
		texts: ['Сестра працює в раді.', 'Брат працює в раді.'],
		besides: { have: 'some', authorities: 'turka-rada' }
	},
	{
		login: 'official.zhydachiv',
		path: `/office${open}/answer?c=1`,
		field: 'reasons',
		texts: [
			'Лавки стоять у кошторисі наступного року, їх поставлять до травня.',
			'Лавки поставлять цього року: гроші для них уже виділено.'
		],
		besides: { 'answered.0.status': 'accepted' }
	},
	{
		login: 'official.sokal',
		path: '/office/consultations/UA-SKL-2026-001/report',
		field: 'prose.whatWeHeard',
		texts: ['Люди просили світла.', 'Люди просили тіні.']
	},
	{
		login: 'official.radekhiv',
		path: '/office/consultations/UA-RDK-2026-001/report',
		field: 'prose.lesson',
		texts: [
			'Наступного разу питатимемо раніше, ще до кошторису.',
			'Наступного разу питатимемо в кожному селі окремо.'
		],
		besides: { reason: 'У звіті бракувало висновку для наступних обговорень.' }
	}
];

test.each(changed)(
	'two tabs that change $path are both shown, and the later one decides',
	async ({ login, path, field, texts: [theirs, mine], besides }) => {
		const [one, other] = [await tab(login, path, field), await tab(login, path, field)];
		const typed =
			(words: string) =>
			({ name, values }: Asked) =>
				name === field ? words : (besides?.[name] ?? values);
		expect(await send(one, typed(theirs))).toMatchObject({ status: 303 });
		const stale = await send(other, typed(mine));
		expect(stale.status).toBe(409);
		const [, panel = ''] =
			new RegExp(`data-meanwhile="${fieldId(field)}"([\\s\\S]*?)</div>`).exec(stale.html) ?? [];
		expect(panel).toContain(theirs);
		const again = { ...other, form: formWith(stale.html, field) };
		expect(again.form.fields.find(({ name }) => name === field)?.values).toEqual([mine]);
		expect(await send(again, typed(mine))).toMatchObject({ status: 303 });
		const after = await tab(login, path, field);
		expect(after.form.fields.find(({ name }) => name === field)?.values).toEqual([mine]);
	}
);

async function tab(login: string, path: string, field: string): Promise<Place> {
	const address = demo.origin + path;
	const page = await fetch(address, { headers: { cookie: await cookieOf(login) } });
	return { login, address, form: formWith(await page.text(), field) };
}

function formWith(html: string, field: string): ShownForm {
	const form = formsIn(html).find(({ fields }) => fields.some(({ name }) => name === field));
	if (!form) throw new Error(`no form with ${field}`);
	return form;
}
