import type { Reader } from '#storage/storage.ts';
import { ofAccount } from './own-data/account.ts';
import { ofParticipation } from './own-data/participation.ts';
import { ofWords } from './own-data/words.ts';
import type { Trilingual } from '../../kernel/text.ts';

/** A value as it is kept: instants are milliseconds since 1970 under a name that ends in `At`. */
type Datum = string | number | boolean | null | Trilingual | string[];
export type DataRecord = Record<string, Datum>;

/** Everything that is kept about an account, section by section; of others nothing but public names of bodies. */
export type OwnData = Record<DataSection, DataRecord[]>;

/** In the order in which they are read. */
const dataSections = [
	'account',
	'contact',
	'sign_in',
	'sessions',
	'verification',
	'revocations',
	'roles',
	'organisations',
	'consents',
	'contributions',
	'versions',
	'answers',
	'replies',
	'decisions',
	'supports',
	'follows',
	'flags',
	'ballots',
	'notices',
	'letters',
	'accessibility',
	'codes',
	'log'
] as const;
export type DataSection = (typeof dataSections)[number];

export async function ownData(reader: Reader, accountId: string): Promise<OwnData> {
	const found = {
		...(await ofAccount(reader, accountId)),
		...(await ofWords(reader, accountId)),
		...(await ofParticipation(reader, accountId))
	};
	return Object.fromEntries(dataSections.map((section) => [section, found[section]])) as OwnData;
}
