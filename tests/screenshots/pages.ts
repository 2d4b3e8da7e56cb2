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

const official = { login: 'official.zhydachiv' };
const office = '/office/consultations/UA-ZHD-2026-001';

export const shots: readonly Shot[] = [
	{ name: 'home', path: '/', readme: { width: 1280, lang: 'uk' } },
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
	{ name: 'paper-entry', path: '/desk/enter/UA-ZHD-2026-001', login: 'consultant.zhydachiv' },
	{ name: 'appeals', path: '/desk/appeals', login: 'coordinator.zhydachiv' }
];
