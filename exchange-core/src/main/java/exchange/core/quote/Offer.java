package exchange.core.quote;

import exchange.core.capacity.CapacityProfile;
import exchange.core.listing.Listing;

/** A slot on the market and what is free there. */
public record Offer(Listing listing, CapacityProfile free) {}
