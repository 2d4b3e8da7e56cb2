import type { Demo } from '../support/server.ts';
import { writtenWords } from '../support/pages/written.ts';
import type { Shot } from './shot.ts';

const open = '/consultations/UA-ZHD-2026-001';
const login = 'resident.zhydachiv';
const roof = 'Почніть із даху бібліотеки: торік узимку вода стояла між полицями.';

/** The sixteen kinds of pages, one a line: what `npm run screenshots -- set` shows in each look. */
export const types: readonly Shot[] = [
	{ name: 'home', path: '/' },
	{ name: 'search', path: '/consultations?q=бібліотека' },
	{ name: 'open', path: open },
	{ name: 'announced', path: '/consultations/UA-TUR-2026-001' },
	{ name: 'reported', path: '/consultations/UA-RDK-2026-001' },
	{ name: 'overdue', path: '/consultations/UA-SKL-2026-001' },
	{ name: 'contribution', path: '/consultations/UA-BRD-2026-001/contributions/2' },
	{ name: 'contribute', path: `${open}/contribute?kind=proposal`, login, act: sendNothing },
	{ name: 'sent', path: async (demo) => `${(await written(demo)).path}/sent`, login },
	{ name: 'check', path: '/check', act: checkReceipt },
	{ name: 'authority', path: '/authorities/sokal-rada' },
	{ name: 'centre', path: '/centres/cip-zhydachiv' },
	{ name: 'report', path: '/consultations/UA-BRD-2026-001/report' },
	{ name: 'account', path: '/account', login: 'resident.brody' },
	{ name: 'sign-in', path: '/sign-in' },
	{ name: 'moderation', path: '/moderation' }
];

type Act = NonNullable<Shot['act']>;

let once: ReturnType<typeof writtenWords> | undefined;
const written = (demo: Demo) => (once ??= writtenWords(demo, roof));

/** A form that comes back with what is wrong. */
async function sendNothing(...[page]: Parameters<Act>): Promise<void> {
	await page.locator('main form .buttons button').first().click();
	await page.waitForSelector('.errors');
}

async function checkReceipt(...[page, demo]: Parameters<Act>): Promise<void> {
	const { receipt } = await written(demo);
	await page.fill('#number', receipt.number);
	await page.fill('#code', receipt.code);
	await page.locator('main form .button').first().click();
	await page.waitForLoadState();
}
