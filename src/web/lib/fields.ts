/** What every field has; `path` is its name in the form and in the errors of the application. */
export interface Labelled {
	path: string;
	label: string;
	/** Where a page asks the same in several forms; else it is made of the path. */
	id?: string | undefined;
	hint?: string | undefined;
	/** Says so beside the label; nothing marks what is required. */
	optional?: boolean | undefined;
	/** Where a page asks one thing, its label is as large as a heading. */
	big?: boolean | undefined;
}

/** One of the answers to choose from. */
export interface Choice {
	value: string;
	label: string;
	hint?: string | undefined;
	/** The language of the label where it is not the page's own. */
	lang?: string | undefined;
}
