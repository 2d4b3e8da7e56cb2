import type { FastifyInstance } from 'fastify';
import { langs, type Lang } from '#core/kernel/text.ts';
import { sendProblem } from './problems.ts';

declare module 'fastify' {
	interface FastifyRequest {
		/** The one language in which texts are wanted; without it they come in all. */
		wanted: Lang | undefined;
	}
}

/** `?lang=pl` on any read: of a text in several languages only that one is sent, as a plain string. */
export function textsInOneLanguage(api: FastifyInstance): void {
	api.decorateRequest('wanted', undefined);
	api.addHook('preValidation', (request, reply, done) => {
		const { lang, ...query } = request.query as Record<string, unknown>;
		if (request.method !== 'GET' || lang === undefined) return done();
		request.wanted = langs.find((one) => one === lang);
		if (!request.wanted)
			return void sendProblem(request, reply, {
				code: 'malformed',
				errors: [{ path: 'lang', code: 'enum' }]
			});
		// The route knows only its own names.
		request.query = query;
		done();
	});
	api.addHook('onSend', async ({ wanted }, reply, payload) => {
		if (!wanted || reply.statusCode !== 200 || typeof payload !== 'string') return payload;
		return textIn(wanted, payload);
	});
}

/** JSON with texts in one language only, where one is wanted. */
export const textIn = (wanted: Lang | undefined, json: string): string =>
	wanted ? JSON.stringify(inLanguage(JSON.parse(json), wanted)) : json;

function inLanguage(value: unknown, lang: Lang): unknown {
	if (Array.isArray(value)) return value.map((item) => inLanguage(item, lang));
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value);
	if (entries.length > 0 && entries.every(isTextInLanguage)) {
		const texts = value as Partial<Record<Lang, string>>;
		return texts[lang] ?? texts.uk ?? texts.pl ?? texts.en;
	}
	return Object.fromEntries(entries.map(([name, item]) => [name, inLanguage(item, lang)]));
}

const isTextInLanguage = ([name, text]: [string, unknown]) =>
	langs.some((lang) => lang === name) && typeof text === 'string';
