import { Type } from 'typebox';
import { phases } from '../consultations/model.ts';
import { ContributionJson, contributionJson } from '../contributions/schemas.ts';
import {
	Id,
	Instant,
	iso,
	isoOrNull,
	orNull,
	PartlyTrilingual,
	Trilingual
} from '../kernel/schemas.ts';
import { registerCountries } from './model.ts';
import type { Organisation, OrganisationPage } from './queries/public.ts';
import type { OrganisationStatement } from './queries/statements.ts';

const organisation = {
	slug: Type.String(),
	name: Trilingual,
	country: Type.Enum([...registerCountries]),
	registerNumber: Type.String({ description: 'EDRPOU in Ukraine, KRS in Poland.' }),
	area: orNull(Type.Object({ id: Id, name: Trilingual })),
	verifiedAt: Instant,
	endedAt: orNull(Type.String({ format: 'date-time', description: 'Null while it may speak.' }))
};

export const OrganisationJson = Type.Object(organisation);
export const organisationJson = (one: Organisation) => ({
	...one,
	verifiedAt: iso(one.verifiedAt),
	endedAt: isoOrNull(one.endedAt)
});

export const OrganisationPageJson = Type.Object({
	...organisation,
	id: Id,
	centre: orNull(Type.Object({ slug: Type.String(), name: Trilingual })),
	representatives: Type.Array(
		Type.Object({ name: Type.String(), post: Type.String(), since: Instant })
	)
});
export const organisationPageJson = (one: OrganisationPage) => ({
	...one,
	...organisationJson(one),
	representatives: one.representatives.map((each) => ({ ...each, since: iso(each.since) }))
});

export const StatementOfJson = Type.Object({
	...ContributionJson.properties,
	about: Type.Object({
		number: Type.String(),
		title: PartlyTrilingual,
		phase: Type.Enum([...phases])
	})
});
export const statementOfJson = ({ about, ...one }: OrganisationStatement) => ({
	...contributionJson(one),
	about
});
