import { Type } from 'typebox';
import { Id, Trilingual } from '../kernel/schemas.ts';

export const CentreJson = Type.Object({
	id: Id,
	slug: Type.String(),
	areaId: Id,
	raionId: Id,
	name: Trilingual,
	town: Trilingual,
	host: Trilingual,
	address: Type.String(),
	phone: Type.String(),
	hours: Type.Array(
		Type.Object({
			day: Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday.' }),
			from: Type.String(),
			to: Type.String()
		})
	),
	lat: Type.Number(),
	lon: Type.Number()
});
