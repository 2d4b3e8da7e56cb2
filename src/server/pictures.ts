import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#core/app.ts';
import { langs } from '#core/kernel/text.ts';
import { words } from '#messages/generated/messages.js';
import { work } from './limits.ts';
import type { Load } from './load.ts';
import { isUnchanged } from './pages/unchanged.ts';
import type { Card } from './pictures/card.ts';
import { consultationCard, siteCard } from './pictures/cards.ts';
import { createStudio } from './pictures/studio.ts';
import type { Site } from './site.ts';

/** The pictures that networks and chats show beside a link: of the site, and of each consultation, in each language. */
export function pictureRoutes(
	server: FastifyInstance,
	{ consultations }: App,
	{ site, load }: { site: Site; load: Load }
): void {
	const studio = createStudio();
	server.addHook('onClose', () => studio.stop());
	const options = { config: { action: 'consultation.read' }, schema: { hide: true } } as const;

	async function send(request: FastifyRequest, reply: FastifyReply, card: Card) {
		const key = createHash('sha256').update(JSON.stringify(card)).digest('base64url').slice(0, 22);
		const etag = `"${key}"`;
		reply.headers({
			etag,
			// Whoever shows it asks again when the address in the page has changed.
			'cache-control': 'public, max-age=3600',
			// Others show it within their own pages.
			'cross-origin-resource-policy': 'cross-origin',
			'x-content-type-options': 'nosniff'
		});
		const known = request.headers['if-none-match'];
		if (known !== undefined && isUnchanged(known, etag)) return reply.code(304).send();
		const ready = studio.ready(key);
		if (!ready) load.charge(request, work.picture);
		return reply.type('image/png').send(Buffer.from(ready ?? (await studio.picture(key, card))));
	}

	for (const lang of langs) {
		const prefix = lang === 'uk' ? '' : `/${lang}`;
		server.get(`${prefix}/card.png`, options, (request, reply) =>
			send(request, reply, siteCard(words(lang), site.origin.host))
		);
		server.get<{ Params: { number: string } }>(
			`${prefix}/consultations/:number/card.png`,
			options,
			async (request, reply) => {
				const actor = { kind: 'visitor' } as const;
				const dated = await consultations.datesOf(actor, request.params);
				return send(request, reply, consultationCard(words(lang), lang, site.origin.host, dated));
			}
		);
	}
}
