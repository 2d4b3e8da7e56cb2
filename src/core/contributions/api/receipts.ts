import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { strict, Words } from '../../kernel/schemas.ts';
import { FateJson, fateJson } from '../schemas.ts';

export const receiptRoutes =
	({ contributions }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.post(
			'/receipts',
			{
				config: { action: 'receipt.read' },
				schema: {
					summary:
						'What became of a contribution, by its receipt; a post, so that codes stay out of logs.',
					body: Type.Object({ number: Words(60), code: Words(60) }, strict),
					response: { 200: FateJson }
				}
			},
			async ({ actor, body, ip: address }) =>
				fateJson(await contributions.receipt(actor, { ...body, address }))
		);
	};
