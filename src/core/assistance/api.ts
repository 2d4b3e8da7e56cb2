import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { contributionKinds, displays } from '../contributions/model.ts';
import { ReceiptJson } from '../contributions/schemas.ts';
import { ConsultationNumber, Id, KeyHeader, Language, strict, Words } from '../kernel/schemas.ts';
import { assistedChannels, transcriptions } from './model.ts';

export const entryRoutes =
	({ contributions }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.post(
			'/consultations/:number/entries',
			{
				config: { action: 'contribution.enter' },
				schema: {
					summary: 'Enters what a centre received on paper or by voice, in time.',
					params: Type.Object({ number: ConsultationNumber }, strict),
					headers: KeyHeader,
					body: Type.Object(
						{
							channel: Type.Enum([...assistedChannels]),
							kind: Type.Enum([...contributionKinds]),
							text: Words(20_000),
							paragraphId: Type.Optional(Id),
							name: Words(1000),
							areaId: Id,
							display: Type.Enum([...displays]),
							receivedOn: Words(10),
							formSerial: Type.Optional(Words(40)),
							transcription: Type.Enum([...transcriptions]),
							language: Type.Optional(Language),
							note: Type.Optional(Words(4000))
						},
						strict
					),
					response: {
						201: Type.Object({
							id: Id,
							number: Type.String(),
							version: Type.Integer(),
							receipt: ReceiptJson
						})
					}
				}
			},
			async ({ actor, params, body, headers }, reply) => {
				const { id, number, version, receipt } = await contributions.enter(actor, {
					...params,
					...body,
					key: headers['idempotency-key']
				});
				return reply.code(201).send({ id, number, version, receipt });
			}
		);
	};
