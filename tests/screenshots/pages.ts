/** A page worth looking at: who sees it, and what is done there before the picture is taken. */
export interface Shot {
	name: string;
	path: string;
	login?: string;
	/** Scrolls to what is shown. */
	at?: string;
	/** One of the few in README.md: at which width, in which language. */
	readme?: { width: 360 | 1280; lang: 'uk' | 'pl' | 'en' };
}

const zhydachiv = '/consultations/UA-ZHD-2026-001';

export const shots: readonly Shot[] = [
	{ name: 'home', path: '/', readme: { width: 1280, lang: 'uk' } },
	{ name: 'consultations', path: '/consultations' },
	{ name: 'consultation-open', path: zhydachiv, readme: { width: 360, lang: 'uk' } },
	{ name: 'consultation-document', path: zhydachiv, at: '#p14' },
	{ name: 'consultation-voices', path: zhydachiv, at: '#voices' },
	{ name: 'consultation-announced', path: '/consultations/UA-TUR-2026-001' },
	{ name: 'consultation-closed', path: '/consultations/UA-BOR-2026-001', at: '#vote' },
	{
		name: 'consultation-polish',
		path: '/consultations/PL-LUB-2026-001',
		readme: { width: 1280, lang: 'pl' }
	},
	{ name: 'contribution', path: `${zhydachiv}/contributions/5` },
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
	{ name: 'account', path: '/account', login: 'resident.zhydachiv' },
	{ name: 'office', path: '/office', login: 'official.zhydachiv' },
	{
		name: 'desk',
		path: '/desk',
		login: 'consultant.zhydachiv',
		readme: { width: 1280, lang: 'en' }
	}
];
