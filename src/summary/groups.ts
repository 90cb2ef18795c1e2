/** The named groups of `customers.sql`, each scheme from the best to the last. */

/** By recency, and frequency with monetary value. Of three scores only nine of them can be told apart. */
export const rfmGroups = [
  'champions',
  'loyal',
  'potential_loyalists',
  'new_customers',
  'promising',
  'need_attention',
  'about_to_sleep',
  'cannot_lose',
  'at_risk',
  'hibernating',
  'lost',
] as const;

/** Quarters of the customers by the sum of the three scores. */
export const rfmTiers = ['platinum', 'gold', 'silver', 'bronze'] as const;
