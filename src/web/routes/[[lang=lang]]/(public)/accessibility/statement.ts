/** The statement itself: whoever looks at all pages again changes these days. */
export const statement = {
	/** When the site was published. */
	publishedOn: '2026-11-30',
	/** When it was last changed in what matters to accessibility. */
	changedOn: '2026-11-30',
	preparedOn: '2026-11-30',
	reviewedOn: '2026-11-30',
	/** Polish law asks for a review every year by then. */
	nextReviewOn: '2027-03-31'
};
