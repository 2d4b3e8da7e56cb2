/** What a centre looks at before it verifies somebody: kinds, never numbers. */
export const evidenceKinds = [
	'residence_extract',
	'idp_certificate',
	'personal_knowledge',
	'statement'
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** What a one-time code opens. */
export const codePurposes = [
	'sign_up',
	'card',
	'recovery',
	'email_old',
	'email_new',
	'first_administrator'
] as const;
export type CodePurpose = (typeof codePurposes)[number];

/** Length counts, composition does not (ASVS 5.0 6.2). */
export const passwordLimits = { min: 8, max: 128 } as const;
