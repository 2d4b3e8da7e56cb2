import type { TypedInvitation } from '#core/administration/commands/checks.ts';
import type { TypedAuthority } from '#core/authorities/checks.ts';
import type { TypedContact } from '#core/centres/checks.ts';
import type { TypedCentre } from '#core/centres/commands.ts';
import { textOf, type FormValues } from '#lib/forms.ts';

/** What forms of the administration send, as the commands take it. */

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

export const typedPerson = (sent: FormValues): TypedInvitation => ({
	name: textOf(sent, 'name'),
	post: textOf(sent, 'post'),
	email: textOf(sent, 'email'),
	language: textOf(sent, 'language')
});

const typedNames = (sent: FormValues, path: string) => ({
	uk: textOf(sent, `${path}.uk`),
	pl: textOf(sent, `${path}.pl`),
	en: textOf(sent, `${path}.en`)
});

export const typedContact = (sent: FormValues): TypedContact => ({
	address: textOf(sent, 'address'),
	phone: textOf(sent, 'phone'),
	hours: weekdays.map((day) => ({
		from: textOf(sent, `hours.${day}.from`),
		to: textOf(sent, `hours.${day}.to`)
	}))
});

export const typedCentre = (sent: FormValues): TypedCentre => ({
	name: typedNames(sent, 'name'),
	host: typedNames(sent, 'host'),
	...typedContact(sent)
});

export const typedAuthority = (sent: FormValues): TypedAuthority => ({
	kind: textOf(sent, 'kind'),
	areaId: textOf(sent, 'areaId'),
	name: typedNames(sent, 'name'),
	code: textOf(sent, 'code'),
	hostCentreId: textOf(sent, 'hostCentreId'),
	profileId: textOf(sent, 'profileId'),
	address: textOf(sent, 'address'),
	email: textOf(sent, 'email'),
	phone: textOf(sent, 'phone'),
	site: textOf(sent, 'site'),
	decidingBody: textOf(sent, 'decidingBody'),
	localRule: {
		title: textOf(sent, 'localRule.title'),
		number: textOf(sent, 'localRule.number'),
		link: textOf(sent, 'localRule.link'),
		minOpenDays: textOf(sent, 'localRule.minOpenDays')
	}
});
