import type { ListedPhase, Topic } from '../consultations/model.ts';

/**
 * What can be found: consultations, paragraphs of their documents, contributions, answers of authorities. Another one is
 * one more name here and in the migrations, and `keepForSearch` in its commands.
 */
export const searchedKinds = ['consultation', 'document', 'contribution', 'answer'] as const;
export type SearchedKind = (typeof searchedKinds)[number];

export interface SearchFilter {
	kind: SearchedKind;
	/** As somebody typed it. */
	q: string;
	phase?: ListedPhase | undefined;
	/** Id of an area of any kind: also what lies within it counts. */
	areaId?: string | undefined;
	/** Slug of an authority. */
	authority?: string | undefined;
	topic?: Topic | undefined;
	language?: 'uk' | 'pl' | undefined;
	sort?: 'announced' | undefined;
	limit?: number | undefined;
	/** `next` of the page before. */
	cursor?: string | undefined;
}

/** Counted no further: then there are "100 and more". */
export const mostCounted = 100;
