import type { FieldError } from '#core/kernel/errors.ts';
import type { Words } from '#messages/generated/messages.js';

/** What a field of a draft is called, by its path: `options.1.cost` is "Option 2: cost". */
export function draftLabel(m: Words, path: string): string {
	const [field = '', first = '', second = ''] = path.split('.');
	const row = Number(first) + 1;
	const inRow = (name: string, parts: Record<string, string>) =>
		[name, parts[second]].filter(Boolean).join(': ');
	switch (field) {
		case 'title':
		case 'summary': {
			const label = field === 'title' ? m.draft_title() : m.draft_summary();
			return `${label} (${m.language_name[first as 'uk']()})`;
		}
		case 'topic':
			return m.find.topic();
		case 'canChange':
			return m.can_change();
		case 'cannotChange':
			return second === 'why' ? m.cannot_why() : m.cannot_change();
		case 'why':
			return m.why_title();
		case 'affectedGroups':
			return second === 'effect' ? m.affected_effect() : m.affected_group();
		case 'options':
			return first === ''
				? m.options_title()
				: inRow(m.option_number({ number: row }), {
						title: m.option_title(),
						pros: m.option_pros(),
						cons: m.option_cons(),
						cost: m.option_cost(),
						consequences: m.option_consequences()
					});
		case 'documentTitle':
			return m.document_title();
		case 'documentText':
			return m.document_text();
		case 'polls':
			return inRow(m.poll_number({ number: row }), {
				question: m.poll_question(),
				kind: m.poll_kind(),
				options: m.poll_options()
			});
		case 'ruleProfileId':
			return m.draft_profile();
		case 'areaIds':
			return m.draft_areas();
		case 'resolution':
			return first === 'link' ? m.draft_resolution_link() : m.draft_resolution();
		case 'opensOn':
			return m.draft_opens();
		case 'closesOn':
			return m.draft_closes();
		case 'shortTermReason':
			return m.draft_short_reason();
		case 'responsible':
			return {
				name: m.person_name(),
				post: m.person_post(),
				phone: m.person_phone(),
				email: m.person_email(),
				hours: m.person_hours()
			}[first]!;
		case 'decidingBody':
			return m.deciding_body();
		case 'hostCentreId':
			return m.host_centre();
		default:
			return second === 'kind' ? m.offline_kind() : m.offline_title();
	}
}

/** Labels for an error summary, by the path of the field. */
export const draftLabels = (m: Words, errors: readonly FieldError[]): Record<string, string> =>
	Object.fromEntries(errors.map(({ path }) => [path, draftLabel(m, path)]));
