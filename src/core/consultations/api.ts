import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { ConsultationNumber, Cursor, Id, Limit, strict, Words } from '../kernel/schemas.ts';
import { listedPhases } from './model.ts';

const iso = (instant: number) => new Date(instant).toISOString();

export const consultationRoutes =
	({ consultations }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get('/rule-profiles', { config: { action: 'ruleProfile.read' } }, async ({ actor }) => ({
			items: await consultations.ruleProfiles(actor, undefined),
			next: null
		}));
		server.get(
			'/consultations',
			{
				config: { action: 'consultation.read' },
				schema: {
					querystring: Type.Object(
						{
							phase: Type.Optional(Type.Union(listedPhases.map((phase) => Type.Literal(phase)))),
							area: Type.Optional(Id),
							authority: Type.Optional(Id),
							q: Type.Optional(Words(200)),
							limit: Limit,
							cursor: Cursor
						},
						strict
					)
				}
			},
			async ({ actor, query: { area: areaId, ...filter } }) => {
				const { items, next } = await consultations.list(actor, { areaId, ...filter });
				return {
					items: items.map(({ id: _id, ...item }) => ({
						...item,
						opensAt: iso(item.opensAt),
						closesAt: iso(item.closesAt),
						reportDueAt: iso(item.reportDueAt)
					})),
					next
				};
			}
		);
		server.get(
			'/consultations/:number',
			{
				config: { action: 'consultation.read' },
				schema: { params: Type.Object({ number: ConsultationNumber }, strict) }
			},
			async ({ actor, params }) => {
				const { now: _now, paragraphs, ...page } = await consultations.page(actor, params);
				return {
					...page,
					announcedAt: iso(page.announcedAt),
					opensAt: iso(page.opensAt),
					closesAt: iso(page.closesAt),
					reportDueAt: iso(page.reportDueAt),
					document: { title: page.documentTitle, paragraphs }
				};
			}
		);
	};
