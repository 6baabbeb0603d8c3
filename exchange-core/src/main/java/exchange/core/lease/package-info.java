/**
 * The terms of a lease, and the contract that pins them. Knows values, member, listing and
 * currency.
 */
@NullMarked
package exchange.core.lease;

import org.jspecify.annotations.NullMarked;
