/** HTTP status of each way in which the application says no. Codes are API and message keys: they never change. */
export const refusals = {
	malformed: 400,
	not_signed_in: 401,
	wrong_sign_in: 401,
	/** The password was right, or the role waits for it. */
	second_factor_needed: 401,
	/** Of an account without a password: its session began too long ago. */
	sign_in_again: 401,
	account_suspended: 403,
	not_allowed: 403,
	not_found: 404,
	version_conflict: 409,
	already_announced: 409,
	claimed_by_another: 409,
	login_taken: 409,
	already_verified: 409,
	already_registered: 409,
	already_settled: 409,
	role_held: 409,
	last_administrator: 422,
	second_administrator_needed: 422,
	conflict_of_roles: 422,
	/** Declared ties, or a person one knows: somebody else decides. */
	conflict_of_interest: 403,
	daily_limit: 422,
	code_not_valid: 422,
	no_mail: 422,
	still_needed: 422,
	organisation_not_verified: 422,
	already_flagged: 409,
	already_appealed: 409,
	already_decided: 409,
	already_disputed: 409,
	serial_taken: 409,
	invalid_input: 422,
	incomplete_draft: 422,
	idempotency_mismatch: 422,
	poll_closed: 422,
	not_eligible: 422,
	invalid_choice: 422,
	consultation_not_open: 422,
	moderated: 422,
	withdrawn: 410,
	too_deep: 422,
	appeal_too_late: 422,
	no_other_centre: 422,
	not_now: 422,
	received_too_late: 422,
	proposals_pending: 422,
	late_intake_open: 422,
	report_published: 422,
	no_report: 422,
	too_many_attempts: 429,
	storage_full: 503,
	busy: 503
} as const;

export type RefusalCode = keyof typeof refusals;

/** What is wrong with one field: `path` is its name in the form and the API, `code` a message key. */
export interface FieldError {
	path: string;
	code: FieldErrorCode;
	/** Numbers or words that the message names. */
	values?: Record<string, string | number>;
}

export type FieldErrorCode =
	| 'required'
	| 'too_short'
	| 'too_long'
	| 'bad_characters'
	| 'mixed_scripts'
	| 'not_a_choice'
	| 'nothing_chosen'
	| 'not_a_date'
	| 'in_future'
	| 'not_a_number'
	| 'term_too_short'
	| 'term_too_long'
	| 'opens_too_early'
	| 'closes_before_opening'
	| 'needs_do_nothing'
	| 'needs_two_options'
	| 'needs_fragment'
	| 'fragment_not_found'
	| 'password_too_short'
	| 'password_too_common'
	| 'passwords_differ'
	| 'wrong_password'
	| 'wrong_code'
	| 'wrong_sign_in'
	| 'card_not_valid'
	| 'not_an_email'
	| 'bad_register_number'
	| 'unknown_account'
	| 'own_centre'
	| 'bad_tax_number'
	| 'not_confirmed'
	| 'taken'
	| 'not_a_code'
	| 'bad_hours'
	| 'number_too_small'
	| 'number_too_large'
	| 'nothing_changed'
	| 'unknown_place'
	| 'choose_place'
	| 'lives_elsewhere'
	| 'not_later'
	| 'after_latest'
	| 'not_an_address'
	| 'unknown_number'
	| 'ties_with_none'
	| 'note_with_none';

export interface RefusalDetails {
	errors?: FieldError[];
	/** Beside `second_factor_needed`: stands for the password that was right, for five minutes. */
	ticket?: string;
	/** The version that is there now, beside `version_conflict`. */
	version?: number;
	/** Seconds until another try makes sense, beside 429 and 503. */
	retryAfter?: number;
}

export class Refusal extends Error {
	readonly code: RefusalCode;
	readonly details: RefusalDetails;
	constructor(code: RefusalCode, details: RefusalDetails = {}) {
		super(code);
		this.name = 'Refusal';
		this.code = code;
		this.details = details;
	}
}

/** By name, not `instanceof`: pages and server carry their own copy of this module. */
export function isRefusal(error: unknown): error is Refusal {
	return error instanceof Error && error.name === 'Refusal' && 'code' in error;
}

/**
 * A text that PostgreSQL cannot hold, for there is NUL in it. It came from outside, as nothing of ours looks
 * like it, and it can be the name of nothing.
 */
export function isUnstorable(error: unknown): boolean {
	for (let at = error; at instanceof Error; at = at.cause)
		if ('code' in at && at.code === '22021') return true;
	return false;
}
