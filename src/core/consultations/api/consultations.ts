import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import {
	ConsultationNumber,
	Cursor,
	Id,
	Limit,
	PageOf,
	strict,
	Words
} from '../../kernel/schemas.ts';
import { listedPhases, topics } from '../model.ts';
import {
	ConsultationJson,
	consultationJson,
	ConsultationSummaryJson,
	consultationSummaryJson,
	RuleProfileJson
} from '../schemas.ts';

export const consultationRoutes =
	({ consultations }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/rule-profiles',
			{
				config: { action: 'ruleProfile.read' },
				schema: {
					summary: 'The legal rule sets that a consultation may follow.',
					response: { 200: PageOf(RuleProfileJson) }
				}
			},
			async ({ actor }) => ({
				items: await consultations.ruleProfiles(actor, undefined),
				next: null
			})
		);
		server.get(
			'/consultations',
			{
				config: { action: 'consultation.read' },
				schema: {
					summary: 'Announced consultations; an area counts with all that lies within it.',
					querystring: Type.Object(
						{
							phase: Type.Optional(Type.Enum([...listedPhases])),
							area: Type.Optional(Id),
							authority: Type.Optional(Id),
							topic: Type.Optional(Type.Enum([...topics])),
							language: Type.Optional(Type.Enum(['uk', 'pl'])),
							q: Type.Optional(Words(200)),
							limit: Limit,
							cursor: Cursor
						},
						strict
					),
					response: { 200: PageOf(ConsultationSummaryJson) }
				}
			},
			async ({ actor, query: { area: areaId, ...filter } }) => {
				const { items, next } = await consultations.list(actor, { areaId, ...filter });
				return { items: items.map(consultationSummaryJson), next };
			}
		);
		server.get(
			'/consultations/:number',
			{
				config: { action: 'consultation.read' },
				schema: {
					summary:
						'A consultation with its document, its polls, its course and the cursor to follow it live.',
					params: Type.Object({ number: ConsultationNumber }, strict),
					response: { 200: ConsultationJson }
				}
			},
			async ({ actor, params }) => consultationJson(await consultations.page(actor, params))
		);
	};
