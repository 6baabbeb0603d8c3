/**
 * The money of a lease from its settlement to its end: periods paid in advance and released when
 * over, defaults, cancellations, and the documents about them. Knows values, member, listing and
 * lease.
 */
@NullMarked
package exchange.core.billing;

import org.jspecify.annotations.NullMarked;
