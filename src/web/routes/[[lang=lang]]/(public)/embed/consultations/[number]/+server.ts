import { createHash } from 'node:crypto';
import { render } from 'svelte/server';
import { phaseChanges } from '#core/consultations/model.ts';
import { topicOfConsultation } from '#core/kernel/events.ts';
import { documentOf, orNothingHere } from '#lib/feeds/document.ts';
import { xmlText } from '#lib/feeds/xml.ts';
import phases from '#lib/styles/phases.css?inline';
import tokens from '#lib/styles/tokens.css?inline';
import { words } from '#messages/generated/messages.js';
import own from './embed.css?inline';
import EmbedCard from './EmbedCard.svelte';
import type { RequestHandler } from './$types';

const style = tokens + phases + own;
/** No scripts, and alone among our pages it may stand in the frames of others. */
const policy = [
	"default-src 'none'",
	`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
	"base-uri 'none'",
	"form-action 'none'",
	'frame-ancestors *'
].join('; ');

/** A card of a consultation for other sites, whole in one small answer. */
export const GET: RequestHandler = ({ locals, params: { number }, url: { origin } }) => {
	const { app, actor, lang, keep } = locals;
	const m = words(lang);
	const made = async () => {
		const one = await app.consultations.datesOf(actor, { number });
		keep({ topics: [topicOfConsultation(number)], changesAt: phaseChanges(one) });
		const now = app.storage.now();
		const { body } = render(EmbedCard, { props: { m, lang, one, now, origin } });
		const head = [
			'<meta charset="utf-8">',
			'<meta name="viewport" content="width=device-width, initial-scale=1">',
			'<meta name="color-scheme" content="light dark">',
			'<meta name="robots" content="noindex">',
			`<title>${xmlText(one.title[lang] ?? one.number)} – ${m.site_name()}</title>`,
			`<style>${style}</style>`
		].join('');
		const html = `<!doctype html><html lang="${lang}"><head>${head}</head><body>${body}</body></html>`;
		const answer = documentOf(html, { type: 'text/html; charset=utf-8' });
		answer.headers.set('content-security-policy', policy);
		answer.headers.set('cross-origin-resource-policy', 'cross-origin');
		return answer;
	};
	return orNothingHere(m, made());
};
