import { isAbsolute, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot, readSettings } from '../../src/settings.ts';

const problemsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
	try {
		readSettings(env);
		return [];
	} catch (error) {
		if (error instanceof Error && 'problems' in error) return error.problems as string[];
		throw error;
	}
};

describe('without any settings', () => {
	test('it serves this machine alone, at port 3000, from data/ beside package.json', () => {
		expect(readSettings({})).toEqual({
			port: 3000,
			host: '127.0.0.1',
			data: join(projectRoot, 'data'),
			demo: false,
			trustProxy: [],
			logLevel: 'info'
		});
	});

	test('a variable left empty counts as not set, and those of others are nobody’s business', () => {
		const empty = {
			PORT: '',
			HOST: '',
			VICHE_ORIGIN: '',
			VICHE_DATA: '',
			VICHE_DATABASE_URL: '',
			VICHE_DEMO: '',
			VICHE_DESIGN: '',
			VICHE_SMTP_URL: '',
			VICHE_MAIL_FROM: '',
			VICHE_OPERATOR: '',
			VICHE_CONTACT: '',
			VICHE_TRUST_PROXY: '',
			LOG_LEVEL: ''
		};
		expect(readSettings({ ...empty, HOME: '/home/viche', port: 'x' })).toEqual(readSettings({}));
	});
});

describe('a setting is taken', () => {
	test.each([
		[{ PORT: '0' }, { port: 0 }],
		[{ PORT: '65535' }, { port: 65_535 }],
		[{ HOST: '::' }, { host: '::' }],
		[{ VICHE_DEMO: '1' }, { demo: true }],
		[{ LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
		[{ VICHE_OPERATOR: 'Мережа центрів' }, { operator: 'Мережа центрів' }],
		[{ VICHE_CONTACT: 'help@example.org' }, { contact: 'help@example.org' }],
		[{ VICHE_DATABASE_URL: 'postgres://db/viche' }, { databaseUrl: 'postgres://db/viche' }],
		[{ VICHE_DATABASE_URL: 'postgresql://db/viche' }, { databaseUrl: 'postgresql://db/viche' }],
		[{ VICHE_TRUST_PROXY: '127.0.0.1' }, { trustProxy: ['127.0.0.1'] }],
		[{ VICHE_TRUST_PROXY: ' 10.0.0.1 ,, ::1, ' }, { trustProxy: ['10.0.0.1', '::1'] }]
	])('from %j', (env, outcome) => {
		expect(readSettings(env)).toEqual({ ...readSettings({}), ...outcome });
	});

	test.each([
		['https://viche.example', 'https://viche.example'],
		['https://viche.example/', 'https://viche.example'],
		['HTTPS://Viche.Example:443', 'https://viche.example'],
		['http://192.0.2.7:8080', 'http://192.0.2.7:8080'],
		['http://[2001:db8::1]:3000', 'http://[2001:db8::1]:3000'],
		['https://віче.укр', 'https://xn--b1ag7czc.xn--j1amh']
	])('as the public address: %s', (text, origin) => {
		expect(readSettings({ VICHE_ORIGIN: text }).origin?.origin).toBe(origin);
	});

	test.each(['elsewhere', './elsewhere', 'else/../elsewhere'])(
		'as a data folder %s, wherever it is started from',
		(text) => {
			const { data } = readSettings({ VICHE_DATA: text });
			expect(isAbsolute(data)).toBe(true);
			expect(data).toBe(join(projectRoot, 'elsewhere'));
		}
	);
});

describe('a setting is refused by its name', () => {
	test.each([
		[
			'PORT',
			[
				'-1',
				'65536',
				'3000.5',
				'eighty',
				'3000;',
				'0.0.0.0:3000',
				'NaN',
				'Infinity',
				'1e3',
				'0x10',
				' 80 ',
				'+80',
				'１２'
			]
		],
		['VICHE_DEMO', ['0', 'true', 'yes', '1 ', 'no']],
		['LOG_LEVEL', ['loud', 'INFO', 'info ']],
		[
			'VICHE_ORIGIN',
			[
				'viche.example',
				'//viche.example',
				'ftp://viche.example',
				'file:///etc',
				'javascript:alert(1)',
				'https://',
				'https://viche.example/path',
				'https://viche.example?query',
				'https://viche.example/#part',
				'https://name@viche.example',
				'https://viche.example, https://other.example',
				'null',
				'*'
			]
		],
		['VICHE_DATABASE_URL', ['viche', 'mysql://db/viche', 'file:viche.sqlite', 'http://db']],
		[
			'VICHE_TRUST_PROXY',
			['true', '*', 'localhost', '10.0.0.0/8', '10.0.0.1;10.0.0.2', '1', '10.0.0.256']
		]
	])('%s: %j', (name, values) => {
		for (const value of values)
			expect(problemsOf({ [name]: value }), value).toEqual([
				expect.stringMatching(new RegExp(`^${name} must `)) as string
			]);
	});

	test('mail needs an address of a mail server and one to send from', () => {
		expect(problemsOf({ VICHE_SMTP_URL: 'mail.example', VICHE_MAIL_FROM: 'a@b.example' })).toEqual([
			'VICHE_SMTP_URL must be an address that begins with smtp:// or smtps://'
		]);
		expect(problemsOf({ VICHE_SMTP_URL: 'smtps://mail.example' })).toEqual([
			'VICHE_MAIL_FROM must be set where VICHE_SMTP_URL is'
		]);
		const env = {
			VICHE_SMTP_URL: 'smtps://user%40viche:p%2Fw@mail.example',
			VICHE_MAIL_FROM: 'a@b.example'
		};
		const { smtpUrl, mailFrom } = readSettings(env);
		expect([smtpUrl?.href, mailFrom]).toEqual([env.VICHE_SMTP_URL, 'a@b.example']);
	});

	test.each(['smtp://', 'smtp://user:p%w@mail.example'])(
		'a mail server that is none: %s',
		(url) => {
			const [problem] = problemsOf({ VICHE_SMTP_URL: url, VICHE_MAIL_FROM: 'a@b.example' });
			expect(problem).toMatch(/^VICHE_SMTP_URL must /);
		}
	);

	test.each([
		'viche',
		'Viche <a@b.example>',
		'a@b.example, c@d.example',
		'a@b.example\r\nBcc: c@d.example',
		'a@b example',
		'<a@b.example>'
	])('an address to send from that is none: %j', (from) => {
		expect(problemsOf({ VICHE_SMTP_URL: 'smtp://mail.example', VICHE_MAIL_FROM: from })).toEqual([
			'VICHE_MAIL_FROM must be an address such as viche@example.org'
		]);
	});

	test('all that are wrong at once, and never with a secret in them', () => {
		const problems = problemsOf({
			PORT: 'x',
			LOG_LEVEL: 'x',
			VICHE_DEMO: 'x',
			VICHE_ORIGIN: 'x',
			VICHE_DATABASE_URL: 'mysql://viche:SECRET@db/viche',
			VICHE_SMTP_URL: 'http://viche:SECRET@mail',
			VICHE_CONTACT: 'x',
			VICHE_TRUST_PROXY: 'x, y'
		});
		expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
			'LOG_LEVEL',
			'PORT',
			'VICHE_CONTACT',
			'VICHE_DATABASE_URL',
			'VICHE_DEMO',
			'VICHE_MAIL_FROM',
			'VICHE_ORIGIN',
			'VICHE_SMTP_URL',
			'VICHE_TRUST_PROXY',
			'VICHE_TRUST_PROXY'
		]);
		expect(problems.join()).not.toContain('SECRET');
	});
});
