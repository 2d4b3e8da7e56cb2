import { Type } from 'typebox';
import { Id, orNull, Trilingual } from '../kernel/schemas.ts';
import { areaKinds } from './model.ts';

export const AreaJson = Type.Object({
	/** KATOTTG in Ukraine, TERYT in Poland. */
	id: Id,
	kind: Type.Enum([...areaKinds]),
	slug: orNull(Type.String()),
	name: Trilingual,
	within: Type.Array(Trilingual, { description: 'What contains it, smallest first.' })
});
