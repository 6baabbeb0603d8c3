/**
 * What is left of a lease goes from its holder to somebody else. Knows values, member, listing,
 * request, lease and billing.
 */
@NullMarked
package exchange.core.novation;

import org.jspecify.annotations.NullMarked;
