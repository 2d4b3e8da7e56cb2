import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { Id, OptionalKeyHeader, PageOf, strict } from '../../kernel/schemas.ts';
import {
	DraftFields,
	DraftItemJson,
	draftItemJson,
	DraftJson,
	draftJson,
	draftOf
} from '../draft-schemas.ts';

const Ref = Type.Object({ ref: Id }, strict);
const version = Type.Optional(
	Type.Integer({ minimum: 1, description: 'The version looked at; another one there: 409.' })
);

/** What officials do: write, look at and announce the drafts of their authority. */
export const draftRoutes =
	({ drafts }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/drafts',
			{
				config: { action: 'draft.read' },
				schema: {
					summary: 'Drafts and consultations of your authorities, last changed first.',
					response: { 200: PageOf(DraftItemJson) }
				}
			},
			async ({ actor }) => ({
				items: (await drafts.list(actor, undefined)).map(draftItemJson),
				next: null
			})
		);
		server.get(
			'/drafts/:ref',
			{
				config: { action: 'draft.read' },
				schema: {
					summary: 'A draft, and what stands between it and its announcement.',
					params: Ref,
					response: { 200: DraftJson }
				}
			},
			async ({ actor, params }) => draftJson(await drafts.page(actor, { id: params.ref }))
		);
		server.post(
			'/consultations',
			{
				config: { action: 'draft.write' },
				schema: {
					summary: 'Starts a draft.',
					headers: OptionalKeyHeader,
					body: Type.Object({ authority: Id, ...DraftFields.properties }, strict),
					response: { 201: Type.Object({ id: Id, version: Type.Integer() }) }
				}
			},
			async ({ actor, body: { authority, ...fields }, headers }, reply) => {
				const started = await drafts.start(actor, {
					authority,
					draft: draftOf(fields),
					key: headers['idempotency-key']
				});
				return reply.code(201).send(started);
			}
		);
		server.patch(
			// The name by which it is read at the same address: to OpenAPI another would be another address.
			'/consultations/:number',
			{
				config: { action: 'draft.write' },
				schema: {
					summary: 'Changes fields of a draft; the others stay.',
					params: Type.Object({ number: Id }, strict),
					headers: OptionalKeyHeader,
					body: Type.Object({ version, ...DraftFields.properties }, strict),
					response: { 200: Type.Object({ id: Id, version: Type.Integer() }) }
				}
			},
			async ({ actor, params: { number: id }, body: { version, ...fields }, headers }) => {
				const key = headers['idempotency-key'];
				const revised = await drafts.revise(actor, { id, version, draft: draftOf(fields), key });
				return { id, ...revised };
			}
		);
		server.post(
			'/consultations/:ref/announce',
			{
				config: { action: 'consultation.announce' },
				schema: {
					summary: 'Makes a complete draft public: the rules are frozen, a number is given.',
					params: Ref,
					headers: OptionalKeyHeader,
					body: Type.Object({ version }, strict),
					response: { 200: Type.Object({ number: Type.String() }) }
				}
			},
			async ({ actor, params: { ref: id }, body, headers }) =>
				drafts.announce(actor, { id, version: body.version, key: headers['idempotency-key'] })
		);
	};
