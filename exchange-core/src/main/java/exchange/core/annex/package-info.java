/**
 * Units and days that are added to a lease: leases of their own. Knows values, member, listing,
 * request, lease and billing.
 */
@NullMarked
package exchange.core.annex;

import org.jspecify.annotations.NullMarked;
