import { appealOutcomes, groundCodes } from '#core/moderation/model.ts';
import { isMonth } from '#core/kernel/time.ts';
import type { RegisterFilter } from '#core/moderation/queries/register.ts';

/** What the register is asked for, as it stands in the address. */
export function filterIn(url: URL): RegisterFilter {
	const asked = (name: string) => url.searchParams.get(name)?.slice(0, 80) || undefined;
	const month = asked('month');
	return {
		ground: groundCodes.find((one) => one === asked('ground')),
		centre: asked('centre'),
		month: month !== undefined && isMonth(month) ? month : undefined,
		appeal: ([...appealOutcomes, 'waiting'] as const).find((one) => one === asked('appeal'))
	};
}

export function searchOf(filter: RegisterFilter, cursor?: string): string {
	const given = Object.entries({ ...filter, cursor }).filter(([, value]) => value);
	return given.length === 0 ? '' : `?${String(new URLSearchParams(given as [string, string][]))}`;
}
