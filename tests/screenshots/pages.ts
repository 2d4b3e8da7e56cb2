import type { Page } from 'playwright-core';
import type { Shot } from './shot.ts';

const consultation = (number: string) => `/consultations/${number}`;
const zhydachiv = consultation('UA-ZHD-2026-001');
const brody = consultation('UA-BRD-2026-001');

/** Every consultation of the demo, with what is to be seen there. */
const demo: readonly Shot[] = [
	{ name: 'open', path: zhydachiv, readme: { width: 360, lang: 'uk' } },
	{ name: 'analysis', path: consultation('UA-SDV-2026-001') },
	{ name: 'redacted', path: consultation('UA-KLK-2026-001') },
	{ name: 'reported', path: consultation('UA-RDK-2026-001') },
	{ name: 'announced', path: consultation('UA-TUR-2026-001') },
	{ name: 'decided', path: brody },
	{
		name: 'polish',
		path: consultation('PL-LUB-2026-001'),
		readme: { width: 1280, lang: 'pl' }
	},
	{ name: 'polish-reported', path: consultation('PL-LBC-2026-001') },
	{
		name: 'overdue',
		path: consultation('UA-SKL-2026-001'),
		at: '.deadline',
		readme: { width: 360, lang: 'uk' }
	},
	{ name: 'extended', path: consultation('UA-MRZ-2026-001') },
	{ name: 'cancelled', path: consultation('UA-HRD-2026-001') },
	{ name: 'restored', path: consultation('UA-BOR-2026-001') },
	{ name: 'raion', path: consultation('UA-SMB-2026-001') },
	{ name: 'paper', path: consultation('UA-KZV-2026-001') }
];

const desk = { login: 'coordinator.zhydachiv' };
const submit = 'main form .button:not(.quiet)';

/** The form of a verification, filled in for somebody without an account. */
async function fillVerification(page: Page): Promise<void> {
	await page.check('input[name=who][value=new]');
	await page.fill('#place', 'Тейсарів');
	await page.click(submit);
	await page.fill('#name', 'Ганна Тестовенко');
	await page.check('#evidence');
	await page.fill('#surname', 'Тестовенко');
	await page.fill('#firstName', 'Ганна');
	await page.fill('#birthDate', '1961-04-30');
	await page.check('#signed');
	await page.locator('h1').scrollIntoViewIfNeeded();
}

async function verify(page: Page): Promise<void> {
	await fillVerification(page);
	await page.click(submit);
	await page.waitForSelector('.slip');
}

async function chooseTeisariv(page: Page): Promise<void> {
	await page.fill('#place', 'Тейсарів');
	await page.press('#place', 'Enter');
	await page.waitForSelector('.own-place');
}

const official = { login: 'official.zhydachiv' };
const office = '/office/consultations/UA-ZHD-2026-001';

export const shots: readonly Shot[] = [
	{ name: 'home', path: '/', readme: { width: 1280, lang: 'uk' } },
	{ name: 'home-own', path: '/my-hromada', act: chooseTeisariv },
	{ name: 'my-hromada', path: '/my-hromada?q=Лісове' },
	{ name: 'late', path: '/late' },
	{ name: 'consultations', path: '/consultations' },
	...demo.map((shot) => ({ ...shot, name: `consultation-${shot.name}` })),
	{ name: 'consultation-document', path: zhydachiv, at: '#p14' },
	{ name: 'consultation-voices', path: zhydachiv, at: '#voices' },
	{ name: 'contribution', path: `${zhydachiv}/contributions/5` },
	{
		name: 'report',
		path: `${brody}/report`,
		at: 'main table >> nth=1',
		readme: { width: 1280, lang: 'uk' }
	},
	{ name: 'check', path: '/check' },
	{ name: 'form', path: `${zhydachiv}/form` },
	{ name: 'authority', path: '/authorities/zhydachiv-rada' },
	{ name: 'centres', path: '/centres' },
	{ name: 'centre', path: '/centres/cip-zhydachiv' },
	{ name: 'moderation', path: '/moderation' },
	{ name: 'sign-in', path: '/sign-in' },
	{ name: 'register', path: '/register' },
	{ name: 'not-found', path: '/nowhere' },
	{
		name: 'contribute',
		path: `${zhydachiv}/contribute?paragraph=p14`,
		login: 'resident.zhydachiv',
		readme: { width: 360, lang: 'uk' }
	},
	{ name: 'account', path: '/account', login: 'resident.brody' },
	{ name: 'notices', path: '/account/notices', login: 'resident.brody' },
	{ name: 'office', path: '/office', ...official },
	{ name: 'inbox', path: office, ...official, readme: { width: 1280, lang: 'en' } },
	{
		name: 'report-draft',
		path: '/office/consultations/UA-SKL-2026-001/report',
		login: 'official.sokal'
	},
	{
		name: 'decision',
		path: '/office/consultations/UA-RDK-2026-001/decision',
		login: 'official.radekhiv'
	},
	{ name: 'dates', path: `${office}/dates`, ...official },
	{
		name: 'desk',
		path: '/desk',
		login: 'consultant.zhydachiv',
		readme: { width: 1280, lang: 'en' }
	},
	{ name: 'verify', path: '/desk/verify', ...desk, act: fillVerification, at: '#surname' },
	{ name: 'card', path: '/desk/verify', ...desk, act: verify, at: '.slip' },
	{ name: 'cards', path: '/desk/cards', ...desk },
	{ name: 'clashes', path: '/desk/clashes', ...desk },
	{ name: 'staff', path: '/desk/staff', ...desk },
	{ name: 'desk-log', path: '/desk/log', ...desk },
	{ name: 'desk-organisations', path: '/desk/organisations', ...desk },
	{ name: 'admin', path: '/admin', login: 'admin.network' },
	{ name: 'admin-roles', path: '/admin/roles', login: 'admin.network' },
	{ name: 'permissions', path: '/permissions', at: 'tbody tr >> nth=4' },
	{ name: 'log', path: '/log' },
	{ name: 'organisations', path: '/organisations' },
	{ name: 'security', path: '/account/security', login: 'resident.brody' },
	{ name: 'own-data', path: '/account/data', login: 'resident.brody' },
	{ name: 'paper-entry', path: '/desk/enter/UA-ZHD-2026-001', login: 'consultant.zhydachiv' },
	{ name: 'appeals', path: '/desk/appeals', login: 'coordinator.zhydachiv' }
];
