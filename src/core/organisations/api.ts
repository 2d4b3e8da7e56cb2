import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { Id, Limit, PageOf, strict } from '../kernel/schemas.ts';
import { registerCountries } from './model.ts';
import {
	OrganisationJson,
	organisationJson,
	OrganisationPageJson,
	organisationPageJson,
	StatementOfJson,
	statementOfJson
} from './schemas.ts';

const params = Type.Object({ slug: Type.String({ minLength: 1, maxLength: 80 }) }, strict);
const Cursor = Type.Optional(Type.String({ maxLength: 200 }));

export const organisationRoutes =
	({ organisations }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/organisations',
			{
				config: { action: 'organisation.read' },
				schema: {
					summary: 'Organisations that a centre has verified, in Ukrainian order of their names.',
					querystring: Type.Object(
						{
							q: Type.Optional(
								Type.String({
									maxLength: 200,
									description: 'Words of a name, or a register number.'
								})
							),
							country: Type.Optional(Type.Enum([...registerCountries])),
							area: Type.Optional(Id),
							limit: Limit,
							cursor: Cursor
						},
						strict
					),
					response: { 200: PageOf(OrganisationJson) }
				}
			},
			async ({ actor, query: { area: areaId, ...filter } }) => {
				const { items, next } = await organisations.list(actor, { ...filter, areaId });
				return { items: items.map(organisationJson), next };
			}
		);
		server.get(
			'/organisations/:slug',
			{
				config: { action: 'organisation.read' },
				schema: {
					summary: 'Who an organisation is, who speaks for it, and which centre verified it.',
					params,
					response: { 200: OrganisationPageJson }
				}
			},
			async ({ actor, params }) => organisationPageJson(await organisations.page(actor, params))
		);
		server.get(
			'/organisations/:slug/contributions',
			{
				config: { action: 'contribution.read' },
				schema: {
					summary: 'All that it said, the latest first; a stub stands for what is hidden.',
					params,
					querystring: Type.Object({ limit: Limit, cursor: Cursor }, strict),
					response: { 200: PageOf(StatementOfJson) }
				}
			},
			async ({ actor, params, query }) => {
				const { items, next } = await organisations.statements(actor, { ...params, ...query });
				return { items: items.map(statementOfJson), next };
			}
		);
	};
