import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { phases, topics } from '../consultations/model.ts';
import {
	Id,
	Instant,
	iso,
	isoOrNull,
	orNull,
	PartlyTrilingual,
	strict,
	Trilingual
} from '../kernel/schemas.ts';
import { planChangeKinds } from './model.ts';

const Topic = orNull(Type.Enum([...topics]));
const Phase = Type.Enum([...phases]);
const quarter = { year: Type.Integer(), quarter: Type.Integer({ minimum: 1, maximum: 4 }) };

const PlanJson = Type.Object({
	published: Type.Array(Type.Object({ year: Type.Integer(), publishedAt: Instant })),
	planned: Type.Array(
		Type.Object({
			id: Id,
			...quarter,
			title: PartlyTrilingual,
			topic: Topic,
			areaIds: Type.Array(Id),
			places: Type.Array(Trilingual, {
				description: 'None where it concerns all for which the authority acts.'
			}),
			why: Type.String(),
			addedLater: Type.Boolean({ description: 'When the plan of its year was out already.' }),
			droppedAt: orNull(Instant),
			overdue: Type.Boolean({ description: 'Its quarter is over, and nothing was announced.' }),
			consultation: orNull(Type.Object({ number: Type.String(), phase: Phase })),
			changes: Type.Array(
				Type.Object(
					{
						kind: Type.Enum([...planChangeKinds]),
						reason: Type.String(),
						at: Instant,
						...quarter,
						title: PartlyTrilingual,
						why: Type.String()
					},
					{ description: 'With how it stood before.' }
				)
			)
		})
	),
	unplanned: Type.Array(
		Type.Object({
			number: Type.String(),
			...quarter,
			title: PartlyTrilingual,
			topic: Topic,
			phase: Phase
		}),
		{ description: 'Announced while the plan of that year was out, without a line in it.' }
	)
});

export const planRoutes =
	({ plans }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/authorities/:slug/plan',
			{
				config: { action: 'authority.read' },
				schema: {
					summary: 'What an authority means to ask in a year; without one, in this and the next.',
					params: Type.Object({ slug: Id }, strict),
					querystring: Type.Object(
						{ year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2099 })) },
						strict
					),
					response: { 200: PlanJson }
				}
			},
			async ({ actor, params: { slug }, query: { year } }) => {
				const { published, planned, unplanned } = await plans.of(actor, { slug, year });
				return {
					published: published.map((one) => ({ ...one, publishedAt: iso(one.publishedAt) })),
					planned: planned.map((one) => ({
						...one,
						droppedAt: isoOrNull(one.droppedAt),
						changes: one.changes.map((change) => ({ ...change, at: iso(change.at) }))
					})),
					unplanned
				};
			}
		);
	};
