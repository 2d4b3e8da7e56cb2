import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { envSchema } from 'env-schema';
import { Type, type Static } from 'typebox';
import { isMailAddress } from '#core/mail/model.ts';

const schema = Type.Object({
	PORT: Type.String({ default: '3000' }),
	HOST: Type.String({ default: '127.0.0.1' }),
	VICHE_ORIGIN: Type.Optional(Type.String()),
	VICHE_DATA: Type.String({ default: 'data' }),
	VICHE_DATABASE_URL: Type.Optional(Type.String()),
	VICHE_DEMO: Type.Optional(Type.Literal('1')),
	VICHE_DESIGN: Type.Optional(Type.Literal('1')),
	VICHE_SMTP_URL: Type.Optional(Type.String()),
	VICHE_MAIL_FROM: Type.Optional(Type.String()),
	VICHE_OPERATOR: Type.Optional(Type.String({ maxLength: 200 })),
	VICHE_CONTACT: Type.Optional(Type.String()),
	VICHE_TRUST_PROXY: Type.String({ default: '' }),
	LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
		default: 'info'
	})
});
type Environment = Static<typeof schema>;

export interface Settings {
	port: number;
	host: string;
	/** The public address; without one it is `http://localhost` with the port that was found. */
	origin?: URL;
	/** Folder of the database, the keys and whatever else belongs to this installation alone. */
	data: string;
	databaseUrl?: string;
	demo: boolean;
	/** Whether `/_design` shows every component of the pages; development shows it anyway. */
	design?: true;
	/** The mail server, name and password percent-encoded in it; without one no letter leaves the outbox. */
	smtpUrl?: URL;
	/** The address from which letters come. */
	mailFrom?: string;
	/** Who runs this installation, and the address where they answer: for the pages about it. */
	operator?: string;
	contact?: string;
	/** Addresses of proxies whose forwarded headers count. */
	trustProxy: readonly string[];
	logLevel: Environment['LOG_LEVEL'];
}

/** Names every setting that is wrong, so that they are put right in one go. */
class BadSettings extends Error {
	readonly exitCode = 78;
	readonly problems: readonly string[];
	constructor(problems: readonly string[]) {
		super(
			`Viche cannot start with these settings:\n${problems.map((one) => `  ${one}`).join('\n')}`
		);
		this.name = 'BadSettings';
		this.problems = problems;
	}
}

/** Where package.json lies: the bundle is deeper in it than the sources. */
export const projectRoot = findRoot(import.meta.dirname);

/** Which program this is, and where its source lies if package.json tells. */
export function readProgram(): { version: string; source: string | null } {
	const { version, homepage } = JSON.parse(
		readFileSync(join(projectRoot, 'package.json'), 'utf8')
	) as { version: string; homepage?: string };
	return { version, source: homepage ?? null };
}

/** Reads and checks the environment; throws `BadSettings`. A variable left empty counts as not set. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
	const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
	const problems: string[] = [];
	const read = readEnvironment(given, problems);
	// As a number of the schema, `Infinity` and `0x10` would pass.
	const port = read.PORT ?? '0';
	if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
		problems.push('PORT must be a whole number from 0 to 65535');
	const origin = address(read, 'VICHE_ORIGIN', ['http:', 'https:'], problems);
	if (origin && origin.href !== `${origin.origin}/`)
		problems.push('VICHE_ORIGIN must be an address without path, name or query');
	address(read, 'VICHE_DATABASE_URL', ['postgres:', 'postgresql:'], problems);
	const smtpUrl = mailServer(read, problems);
	const contact = read.VICHE_CONTACT;
	if (contact !== undefined && !isMailAddress(contact))
		problems.push('VICHE_CONTACT must be an address such as help@example.org');
	const trustProxy = String(read.VICHE_TRUST_PROXY ?? '')
		.split(',')
		.map((one) => one.trim())
		.filter((one) => one !== '');
	for (const one of trustProxy)
		if (isIP(one) === 0) problems.push(`VICHE_TRUST_PROXY must name IP addresses, not "${one}"`);
	if (problems.length > 0) throw new BadSettings(problems);

	const checked = read as Environment;
	return {
		port: Number(checked.PORT),
		host: checked.HOST,
		...(origin && { origin }),
		data: resolve(projectRoot, checked.VICHE_DATA),
		...(checked.VICHE_DATABASE_URL && { databaseUrl: checked.VICHE_DATABASE_URL }),
		demo: checked.VICHE_DEMO === '1',
		...(checked.VICHE_DESIGN && { design: true }),
		...(smtpUrl && { smtpUrl }),
		...(checked.VICHE_MAIL_FROM && { mailFrom: checked.VICHE_MAIL_FROM }),
		...(checked.VICHE_OPERATOR && { operator: checked.VICHE_OPERATOR }),
		...(contact && { contact }),
		trustProxy,
		logLevel: checked.LOG_LEVEL
	};
}

function readEnvironment(env: NodeJS.ProcessEnv, problems: string[]): Partial<Environment> {
	try {
		return envSchema<Environment>({ schema, data: env, env: false });
	} catch (error) {
		const { errors } = error as {
			errors?: { instancePath: string; message?: string; params: object }[];
		};
		if (!errors) throw error;
		for (const { instancePath, message, params } of errors) {
			const allowed = 'allowedValues' in params ? `: ${String(params.allowedValues)}` : '';
			const only = 'allowedValue' in params ? `: ${String(params.allowedValue)}` : '';
			problems.push(`${instancePath.slice(1)} ${message ?? 'is wrong'}${allowed}${only}`);
		}
		return env;
	}
}

// The schema knows no formats: addresses are checked by hand.
function address(
	read: Partial<Environment>,
	name: 'VICHE_ORIGIN' | 'VICHE_DATABASE_URL' | 'VICHE_SMTP_URL',
	protocols: readonly string[],
	problems: string[]
): URL | undefined {
	const text = read[name];
	if (text === undefined) return undefined;
	const url = URL.parse(text);
	if (url && protocols.includes(url.protocol)) return url;
	problems.push(`${name} must be an address that begins with ${protocols.join('// or ')}//`);
	return undefined;
}

function mailServer(read: Partial<Environment>, problems: string[]): URL | undefined {
	const url = address(read, 'VICHE_SMTP_URL', ['smtp:', 'smtps:'], problems);
	if (url && (url.hostname === '' || !isDecodable(url.username) || !isDecodable(url.password)))
		problems.push('VICHE_SMTP_URL must name a mail server, with user and password percent-encoded');
	const from = read.VICHE_MAIL_FROM;
	if (from === undefined) {
		if (read.VICHE_SMTP_URL) problems.push('VICHE_MAIL_FROM must be set where VICHE_SMTP_URL is');
	} else if (!isMailAddress(from))
		problems.push('VICHE_MAIL_FROM must be an address such as viche@example.org');
	return url;
}

function isDecodable(text: string): boolean {
	try {
		decodeURIComponent(text);
		return true;
	} catch {
		return false;
	}
}

function findRoot(from: string): string {
	if (existsSync(join(from, 'package.json'))) return from;
	const parent = dirname(from);
	if (parent === from) throw new Error('package.json is missing beside dist/ and src/.');
	return findRoot(parent);
}
