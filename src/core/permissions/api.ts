import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { phases } from '../consultations/model.ts';
import { orNull } from '../kernel/schemas.ts';
import { capacities } from './matrix.ts';
import { cellNames } from './model.ts';

const Row = Type.Object({
	name: Type.String(),
	cells: Type.Array(
		Type.Object({
			capacity: Type.Enum([...capacities]),
			cell: Type.Enum(Object.values(cellNames), {
				description:
					'`own`: only one’s own. `scope`: within one’s authority or centre. `never`: no, whatever else the account may be.'
			})
		})
	),
	conditions: Type.Array(Type.String()),
	twoPersons: Type.Boolean({ description: 'One proposes, another one approves.' }),
	times: Type.Array(
		Type.Object({
			actions: Type.Array(Type.String()),
			phases: orNull(Type.Array(Type.Enum([...phases]), { description: 'Null: always.' }))
		})
	)
});

export const permissionRoutes =
	({ permissions }: App): FastifyPluginAsyncTypebox =>
	async (server) => {
		server.get(
			'/permissions',
			{
				config: { action: 'permission.read' },
				schema: {
					summary: 'Who may do what: the table by which everything is decided.',
					response: { 200: Type.Object({ items: Type.Array(Row), next: Type.Null() }) }
				}
			},
			async ({ actor }) => {
				const rows = await permissions.table(actor, undefined);
				const items = rows.map((row) => ({
					...row,
					conditions: [...row.conditions],
					times: row.times.map(({ actions, phases }) => ({
						actions,
						phases: phases && [...phases]
					}))
				}));
				return { items, next: null };
			}
		);
	};
