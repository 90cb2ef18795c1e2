import { acquisitionSpend } from './acquisition-spend';
import { carts } from './carts';
import { cdnow } from './cdnow';
import { completeJourney } from './complete-journey';
import { generic } from './generic';
import { onlineRetail } from './online-retail';
import { productCosts } from './product-costs';
import type { OrderProfile, Profile, SideProfile } from './profile';
import { shopify } from './shopify';
import { survey } from './survey';
import { tenure } from './tenure';
import { woocommerceAdvanced } from './woocommerce-advanced';

/** Tried in this order; `generic` takes what none of the others knows. */
export const profiles: readonly Profile[] = [
  shopify,
  woocommerceAdvanced,
  onlineRetail,
  cdnow,
  completeJourney,
  tenure,
  productCosts,
  acquisitionSpend,
  survey,
  carts,
];

/** The order profile of a mapping; a mapping of an unknown profile is read as generic. */
export function orderProfile(id: string): OrderProfile {
  return (
    profiles.filter((profile) => profile.content === 'orders').find((profile) => profile.id === id) ?? generic
  );
}

export function sideProfile(id: string): SideProfile | undefined {
  return profiles.filter((profile) => profile.content !== 'orders').find((profile) => profile.id === id);
}
