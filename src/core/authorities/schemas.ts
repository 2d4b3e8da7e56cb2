import { Type } from 'typebox';
import { Id, orNull, Trilingual } from '../kernel/schemas.ts';
import { authorityKinds } from './model.ts';

const LocalRule = Type.Object({
	title: Type.String(),
	number: Type.String(),
	link: Type.Optional(Type.String()),
	minOpenDays: orNull(Type.Integer()),
	reportDays: Type.Optional(Type.Integer())
});

export const AuthorityJson = Type.Object({
	id: Id,
	slug: Type.String(),
	code: Type.String({ description: 'Three letters in the numbers of its consultations.' }),
	country: Type.Enum(['UA', 'PL']),
	kind: Type.Enum([...authorityKinds]),
	areaId: Id,
	timeZone: Type.Enum(['Europe/Kyiv', 'Europe/Warsaw']),
	language: Type.Enum(['uk', 'pl']),
	name: Trilingual,
	address: Type.String(),
	email: Type.String(),
	phone: Type.String(),
	site: Type.String(),
	defaultProfileId: Id,
	decidingBody: Type.String(),
	localRule: orNull(LocalRule),
	hostCentreId: Id
});
